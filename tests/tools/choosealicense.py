#!/usr/bin/env python3
"""Holds the program against what choosealicense.com says of 47 licences: 17 tags each, as facts/choosealicense.json of DIR lists them.

usage: choosealicense.py --bin build/caveat [--shared DIR] [--package DIR]

The texts come from the npm package spdx-license-list (`npm pack` into a temporary folder, or --package DIR with an unpacked one);
where there is neither the facts nor the package, nothing is done. What a tag means in the words of the program:

    commercial-use, distribution,     the permission of that name is allowed or conditional
    modifications, private-use
    patent-use (permission)           patent-use is allowed or conditional
    patent-use (limitation)           patent-use is prohibited
    include-copyright                 condition.include-notice or condition.include-license
    document-changes                  condition.state-changes
    disclose-source                   condition.disclose-source
    network-use-disclose              condition.network-source
    same-license, --file, --library   condition.same-license, by its parameter scope: work (or none), file, library
    liability, warranty               legal.liability-limit, legal.warranty-disclaimer
    trademark-use                     legal.no-trademark, unless it only bars endorsement by name (the site leaves that out)

include-copyright--source (notices in source, not in binaries) has no clause id of its own: it is counted as include-copyright, and the
two cells are right when the duty is found and either tag is set, or neither. So 17 names give 47 x 17 cells: patent-use is a
permission and a limitation, and the two copyright tags are one question asked twice.
"""
import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PACKAGE = 'spdx-license-list'
SCOPES = {'same-license': {'work', None, ''}, 'same-license--file': {'file'}, 'same-license--library': {'library'}}
CLAUSES = {'document-changes': 'condition.state-changes', 'disclose-source': 'condition.disclose-source', 'network-use-disclose': 'condition.network-source',
           'liability': 'legal.liability-limit', 'warranty': 'legal.warranty-disclaimer', 'trademark-use': 'legal.no-trademark'}
ACTIVITIES = {'commercial-use': 'commercial-use', 'distribution': 'distribution', 'modifications': 'modification', 'private-use': 'private-use',
              'patent-use': 'patent-use'}
TAGS = {
    'permissions': ['commercial-use', 'distribution', 'modifications', 'patent-use', 'private-use'],
    'conditions': ['disclose-source', 'document-changes', 'include-copyright', 'include-copyright--source', 'network-use-disclose', 'same-license',
                   'same-license--file', 'same-license--library'],
    'limitations': ['liability', 'patent-use', 'trademark-use', 'warranty'],
}
# Misses that are no fault of a rule: what the text says where the facts say otherwise.
NAMES = 'the text bars the use of names, images and logos of the licensor, whatever for'
EXPLAINED = {
    ('CERN-OHL-P-2.0', 'limitations', 'trademark-use'): NAMES,
    ('CERN-OHL-S-2.0', 'limitations', 'trademark-use'): NAMES,
    ('CERN-OHL-W-2.0', 'limitations', 'trademark-use'): NAMES,
    ('CECILL-2.1', 'conditions', 'network-use-disclose'): 'the text says nothing of use over a network; it only allows combining with AGPL code',
    ('EPL-2.0', 'conditions', 'same-license'): 'the duty holds for the program and its modified works, not for separate modules: read as scope file',
    ('EPL-2.0', 'conditions', 'same-license--file'): 'for the same reason',
    ('GFDL-1.3', 'limitations', 'liability'): 'the text limits no liability',
    ('LPPL-1.3c', 'conditions', 'disclose-source'): 'the text asks for an unmodified copy of the work beside a derived one, not for source',
    ('LPPL-1.3c', 'conditions', 'include-copyright'): 'the text asks to keep no notice: only to log changes and to pass on complete copies',
    ('LPPL-1.3c', 'conditions', 'include-copyright--source'): 'for the same reason',
    ('MS-PL', 'conditions', 'same-license--file'): 'source may be distributed under this licence only, which is share-alike by the conventions of the taxonomy',
    ('OFL-1.1', 'limitations', 'trademark-use'): 'the text bars the use of reserved names and of those of the holders',
    ('OSL-3.0', 'conditions', 'disclose-source'): 'the promise to give source is the licensor\'s; a licensee comes under it only as a licensor of his own copies',
}
ENDORSEMENT = re.compile(r'endors|promot|publicity', re.I)


def answer(document, kind, tag):
    found = [f for f in document['findings'] if f['confidence'] != 'weak']
    ids = {f['clause'] for f in found}
    value = lambda activity: document['permissions'][activity]['value']
    if kind == 'permissions':
        return value(ACTIVITIES[tag]) in ('allowed', 'conditional')
    if kind == 'limitations' and tag == 'patent-use':
        return value('patent-use') == 'prohibited'
    if tag.startswith('include-copyright'):
        return bool(ids & {'condition.include-notice', 'condition.include-license'})
    if tag in SCOPES:
        return any(f['clause'] == 'condition.same-license' and f['params'].get('scope') in SCOPES[tag] for f in found)
    if tag == 'trademark-use':
        return any(f['clause'] == CLAUSES[tag] and not ENDORSEMENT.search(f['quote']) for f in found)
    return CLAUSES[tag] in ids


def expected(facts, kind, tag):
    tags = facts[kind]
    if tag.startswith('include-copyright'):
        return bool({'include-copyright', 'include-copyright--source'} & set(tags))
    return tag in tags


def evidence(document, kind, tag):
    """What the program had to say in this matter, in a few words."""
    if kind == 'permissions' or tag == 'patent-use':
        activity = document['permissions'][ACTIVITIES[tag]]
        because = [document['findings'][b['index']] for b in activity['because'] if b['kind'] == 'finding'][:2]
        return activity['value'] + ''.join(f", {f['clause']} at line {f['span']['start_line']}" for f in because)
    clauses = {'include-copyright': 'condition.include-', 'same-license': 'condition.same-license'}.get(tag.split('--')[0]) or CLAUSES[tag]
    said = [f for f in document['findings'] if f['clause'].startswith(clauses)][:2]
    return '; '.join(f"{f['clause']} {f['params'] or ''} ({f['confidence']}) at line {f['span']['start_line']}: {' '.join(f['quote'].split())[:80]}"
                     for f in said) or 'nothing found'


def package(given, scratch):
    if given:
        return given
    npm = shutil.which('npm')
    if npm is None:
        return None
    try:
        done = subprocess.run([npm, 'pack', '--silent', PACKAGE], cwd=scratch, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            return None
        subprocess.run(['tar', 'xzf', done.stdout.split()[-1]], cwd=scratch, check=True)
    except subprocess.TimeoutExpired:
        return None
    return Path(scratch, 'package')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True)
    parser.add_argument('--shared', type=Path, default=SOURCE.parent / 'shared')
    parser.add_argument('--package', type=Path)
    arguments = parser.parse_args()
    source = arguments.shared / 'facts/choosealicense.json'
    if not source.exists():
        print(f'no facts at {source}: nothing to compare')
        return
    facts = json.load(open(source, encoding='utf-8'))
    with tempfile.TemporaryDirectory() as scratch:
        folder = package(arguments.package, scratch)
        if folder is None:
            print(f'the npm package {PACKAGE} cannot be had here: nothing to compare')
            return
        texts = Path(scratch, 'texts')
        texts.mkdir()
        for licence in facts:
            # The list gave up the plain ids of the GNU licences; -only is the same text.
            files = [folder / 'licenses' / f'{name}.json' for name in (licence, licence + '-only')]
            path = next((f for f in files if f.exists()), None)
            if path is None:
                sys.exit(f'{PACKAGE} has no text of {licence}')
            (texts / f'{licence}.txt').write_text(json.load(open(path, encoding='utf-8'))['licenseText'], encoding='utf-8')
        done = subprocess.run([arguments.bin, 'check', '--no-identity', '--format', 'json', *(texts / f'{licence}.txt' for licence in facts)],
                              stdout=subprocess.PIPE, check=True)
    documents = {Path(d['path']).name.removesuffix('.txt'): d for d in json.loads(done.stdout)['documents']}
    table = '| tag | set for | right | of |\n|---|---|---|---|\n'
    right = cells = 0
    misses = []
    for kind, tags in TAGS.items():
        for tag in tags:
            good = 0
            for licence, fact in facts.items():
                want, got = expected(fact, kind, tag), answer(documents[licence], kind, tag)
                good += want == got
                if want != got:
                    misses.append((licence, kind, tag, want))
            right, cells = right + good, cells + len(facts)
            name = f'{tag} (limitation)' if (kind, tag) == ('limitations', 'patent-use') else tag
            table += f'| {name} | {sum(tag in fact[kind] for fact in facts.values())} | {good} | {len(facts)} |\n'
    table += f'| all | | {right} | {cells} ({100 * right / cells:.1f} %) |\n'
    print(table)
    explained = 0
    for licence, kind, tag, want in sorted(misses):
        reason = EXPLAINED.get((licence, kind, tag))
        explained += reason is not None
        print(f"{licence} {kind}/{tag}: the facts say {'yes' if want else 'no'}; {reason or 'UNEXPLAINED; found: ' + evidence(documents[licence], kind, tag)}")
    print(f'{len(misses)} misses, {explained} explained')
    listed = '| licence | tag | facts | why Caveat says otherwise |\n|---|---|---|---|\n'
    for licence, kind, tag, want in sorted(misses):
        listed += f"| {licence} | {tag} | {'yes' if want else 'no'} | {EXPLAINED.get((licence, kind, tag), 'a fault')} |\n"
    readme = SOURCE / 'README.md'
    text = readme.read_text(encoding='utf-8') if readme.exists() else ''
    fresh = text
    for name, rows in (('choosealicense', table), ('choosealicense-misses', listed)):
        fresh = re.sub(rf'(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)', lambda m: m[1] + rows + m[2], fresh, flags=re.S)
    if fresh != text:
        readme.write_text(fresh, encoding='utf-8')


if __name__ == '__main__':
    main()
