#!/usr/bin/env python3
"""Compares what the program says of the licence texts in Debian's copyright files with what those files say themselves.

usage: copyright.py --bin build/caveat [--folder /usr/share/doc] [--list CLASS]

A copyright file in the machine-readable format names each licence in a `License:` field, and mostly gives its text or notice in the same
paragraph. Each such text is given to the program alone, once; the answer is its identities and what it names, as one set of ids. The
name is Debian's, so it is first brought to SPDX (Expat -> MIT, GPL-2+ -> GPL-2.0-or-later; `and`, `or`, `with` as written). Names that
stand for no public licence ("custom-1") cannot be compared and are counted apart. Then the whole files: is every licence named in a
field also among those that the program reports for the file?

Classes of answers for a text:
  same        the licences of the field, no more and no less
  more        those and others
  version     the right licence in another version, or a family where the field has a version
  other       a licence that is not in the field
  nothing     no licence said
Facts about each class are for a reader to judge: the fields were written by people.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path

NAMES = {
    'expat': 'MIT', 'mit/expat': 'MIT', 'mit': 'MIT', 'mit-1': 'MIT', 'expat-like': '', 'zlib/libpng': 'Zlib', 'zlib': 'Zlib', 'artistic': 'Artistic-1.0-Perl', 'artistic-1': 'Artistic-1.0-Perl',
    'perl': 'Artistic-1.0-Perl|GPL-1.0-or-later', 'bsl-1': 'BSL-1.0', 'boost-1.0': 'BSL-1.0', 'boost': 'BSL-1.0', 'bsd-2': 'BSD-2-Clause', 'bsd-3': 'BSD-3-Clause', 'bsd-4': 'BSD-4-Clause',
    'bsd-2-clauses': 'BSD-2-Clause', 'bsd-3-clauses': 'BSD-3-Clause', 'bsd-4-clause-uc': 'BSD-4-Clause-UC', 'isc': 'ISC', 'cc0': 'CC0-1.0', 'cc0-1.0': 'CC0-1.0', 'apache': 'Apache-2.0',
    'apache-2': 'Apache-2.0', 'psf-2': 'PSF-2.0', 'psf': 'PSF-2.0', 'python': 'Python-2.0', 'ofl-1.1': 'OFL-1.1', 'sil-1.1': 'OFL-1.1', 'sil-ofl-1.1': 'OFL-1.1', 'w3c': 'W3C', 'zpl-2.1': 'ZPL-2.1',
    'openssl': 'OpenSSL', 'ssleay': 'OpenSSL', 'fsfap': 'FSFAP', 'all-permissive': 'FSFAP', 'x11': 'X11', 'curl': 'curl', 'bzip2': 'bzip2-1.0.6', 'postgresql': 'PostgreSQL',
    'vim': 'Vim', 'ruby': 'Ruby', 'unlicense': 'Unlicense', 'wtfpl-2': 'WTFPL', 'wtfpl': 'WTFPL', 'beerware': 'Beerware', '0bsd': '0BSD', 'bsd-0-clause': '0BSD', 'mit-0': 'MIT-0', 'fsful': 'FSFUL',
    'fsfullr': 'FSFULLR', 'gfdl-niv-1.3+': 'GFDL-1.3-no-invariants-or-later', 'gfdl-niv-1.2+': 'GFDL-1.2-no-invariants-or-later', 'gfdl-niv-1.1+': 'GFDL-1.1-no-invariants-or-later',
    'cddl': 'CDDL-1.0', 'mpl': 'MPL-2.0', 'sleepycat': 'Sleepycat', 'ijg': 'IJG', 'libpng': 'Libpng', 'ntp': 'NTP', 'hpnd': 'HPND', 'eclipse-public-license-v1.0': 'EPL-1.0', 'public-domain': 'public-domain',
}
GNU = re.compile(r'(a?gpl|lgpl|gfdl)-?v?(\d+(?:\.\d+)?)(\+|-or-later|-only|-later)?$')


def spdx_lists(binary):
    done = subprocess.run([binary, 'known', 'list', '--format', 'json', '--all'], stdout=subprocess.PIPE, check=True)
    licences = json.loads(done.stdout)['licenses']
    return {l['id'].lower(): l['id'] for l in licences}, {l['id']: set(l['twins']) for l in licences}


def one(name, ids):
    """Debian's name of one licence as SPDX ids, or none where it stands for no public licence."""
    name = name.strip().strip(',').lower()
    gnu = GNU.match(name)
    if gnu:
        version = gnu[2] if '.' in gnu[2] else gnu[2] + '.0'
        return {f"{gnu[1].upper()}-{version}-{'or-later' if gnu[3] in ('+', '-or-later', '-later') else 'only'}"}
    if name in NAMES:
        return set(filter(None, NAMES[name].split('|')))
    for candidate in (name, name + '.0', re.sub(r'-(\d)$', r'-\1.0', name), re.sub(r'^cc-by-sa-(\d)$', r'cc-by-sa-\1.0', name)):
        if candidate in ids:
            return {ids[candidate]}
    return set()


def declared(value, ids):
    """(ids, whether every name in the field has one)"""
    parts = re.split(r'\s+(?:and/or|and|or)\s+|,\s*|\s*\|\s*', value.strip())
    out, whole = set(), True
    for part in parts:
        part = re.sub(r'^(?:either|and|or)\s+', '', re.sub(r'\s+with\s+.*', '', part.strip(), flags=re.I), flags=re.I)
        if part:
            known = one(part, ids)
            whole &= bool(known)
            out |= known
    return out, whole and bool(out)


def paragraphs(path):
    """The fields of each paragraph: name -> (first line, the rest with its layout)."""
    fields, name = {}, None
    for line in path.read_text(encoding='utf-8', errors='replace').split('\n') + ['']:
        if not line.strip():
            if fields:
                yield fields
            fields, name = {}, None
        elif line[0] in ' \t' and name:
            fields[name][1].append('' if line.strip() == '.' else line[1:])
        elif ':' in line and line[0] != '#':
            name = line.split(':', 1)[0].strip().lower()
            fields[name] = (line.split(':', 1)[1].strip(), [])


def said(document):
    """The ids that the program reports: whole texts and licences named; those inside of an identified text are its own business."""
    found = {i['license'] for i in document['identity']}
    found |= {m['license'] for m in document['mentions']}
    return found


BASE = re.compile(r'-(only|or-later|invariants|no-invariants)\b.*|-v?\d.*')


def klass(want, found, twins):
    def like(a, b):
        return a == b or a in twins.get(b, ())
    matched = {w for w in want if any(like(w, f) for f in found)}
    others = {f for f in found if not any(like(w, f) for w in want)}
    # The notice of an "or later" grant names the licence; its text is that of "only".
    if not found:
        return 'nothing'
    if matched == want:
        return 'same' if not others else 'more'
    near = {BASE.sub('', w).lower() for w in want - matched}
    if near <= {BASE.sub('', f).lower() for f in found}:
        return 'version'
    return 'other'


def check(binary, texts):
    with tempfile.TemporaryDirectory() as scratch:
        for key, text in texts.items():
            Path(scratch, key).write_text(text, encoding='utf-8')
        done = subprocess.run([binary, 'check', '--format', 'jsonl', scratch], stdout=subprocess.PIPE)
        return {Path(d['path']).name: d for d in map(json.loads, done.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True, type=Path)
    parser.add_argument('--folder', type=Path, default=Path('/usr/share/doc'))
    parser.add_argument('--list', default='')
    arguments = parser.parse_args()
    binary = arguments.bin.resolve()
    ids, twins = spdx_lists(binary)
    files = sorted(p for p in arguments.folder.glob('*/copyright') if p.exists())
    texts, wanted, unnamed, readable = {}, {}, collections.Counter(), 0
    by_file = {}
    for path in files:
        stanzas = list(paragraphs(path))
        if not stanzas or 'copyright-format' not in ''.join(stanzas[0].get('format', ('', []))[0]) + ''.join(stanzas[0].get('format-specification', ('', []))[0]):
            continue
        readable += 1
        names = set()
        for fields in stanzas:
            if 'license' not in fields:
                continue
            value, body = fields['license']
            text = '\n'.join(body).strip()
            want, whole = declared(value, ids)
            names |= want
            if not value or len(text.split()) < 5:
                continue
            key = hashlib.sha256((value + '\n' + text).encode()).hexdigest()[:16]
            if key in texts or key in unnamed:
                continue
            if not whole or 'public-domain' in want:
                unnamed[key] = value
                continue
            texts[key], wanted[key] = text + '\n', (want, value, path.parent.name)
        by_file[path] = names - {'public-domain'}
    answers = check(binary, texts)
    classes = collections.Counter()
    for key, (want, value, package) in sorted(wanted.items(), key=lambda item: item[1][1].lower()):
        document = answers[key]
        found = said(document)
        kind = klass(want, found, twins)
        classes[kind] += 1
        if arguments.list in (kind, 'all'):
            print(f"{kind}: {package}: License: {value} -> {document['expression']} | "
                  + '; '.join(f"{i['license']} {i['how']} {i['coverage']}" for i in document['identity']) + ' | ' + ', '.join(m['license'] for m in document['mentions']))
            print('    ' + re.sub(r'\s+', ' ', texts[key])[:240])
    total = sum(classes.values())
    print(f'{len(files)} copyright files, {readable} machine-readable; {total} different texts with a name to compare, {len(unnamed)} with a name of their own or in the public domain')
    for kind in ('same', 'more', 'version', 'other', 'nothing'):
        print(f'  {kind:8} {classes[kind]:5}  {100 * classes[kind] / max(total, 1):.1f} %')

    done = subprocess.run([binary, 'check', '--format', 'jsonl', *by_file], stdout=subprocess.PIPE)
    fields = seen = whole = 0
    missed = collections.Counter()
    for document in map(json.loads, done.stdout.splitlines()):
        want, found = by_file[Path(document['path'])], said(document)
        hit = {w for w in want if w in found or any(w in twins.get(f, ()) for f in found)}
        fields, seen, whole = fields + len(want), seen + len(hit), whole + (hit == want)
        missed.update(want - hit)
        if arguments.list == 'files' and want - hit:
            print(document['path'], sorted(want - hit), 'found', sorted(found))
    print(f'whole files: {seen} of {fields} licences named in fields are reported; all of them in {whole} of {len(by_file)} files')
    print('  not reported: ' + ', '.join(f'{name} {count}' for name, count in missed.most_common(12)))


if __name__ == '__main__':
    main()
