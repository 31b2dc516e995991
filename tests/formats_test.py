#!/usr/bin/env python3
"""Holds a list of facts against every machine format, for a text, a repository and a hub.

usage: formats_test.py [--bin DIR] [--hub DIR]      DIR: a hub other than the sample hub, without its list of facts

The facts: licence, category, flags, conflicts, ids of clauses and their places, base models, hashes of files. What is known of the
sample hub apart from the program (corpora/hub/make.py) is held against the program's own JSON first, and that against each format.
A format must carry what it can express; CANNOT says what it cannot, and why, and must itself be true: a fact listed there that is
found all the same is an error. Each document is also held against the published schema of its format, where schemas are there.
"""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])
sys.path.insert(0, str(SOURCE / 'tests/tools'))
import schema  # noqa: E402

TEXT, REPOSITORY, HUB = 'text', 'repository', 'hub'
FACTS = ['licence', 'category', 'flags', 'conflicts', 'bases', 'clauses', 'places', 'hashes']
OF_A_TEXT = [f for f in FACTS if f not in ('conflicts', 'bases')]
FORMATS = ['jsonl', 'sarif', 'spdx', 'spdx3', 'cyclonedx', 'cyclonedx-1.7', 'scancode', 'csv', 'markdown']

FILES_ONLY = 'its document is a list of files; there is no object for what files are part of'
CLAUSE_ROWS = 'one row is one clause of one text: what holds for the repository as a whole has no row'
ONE_ROW = 'one row is one repository, a cell one value: lists of pairs have no room in it'
FOR_PEOPLE = 'a summary for people: clauses are named by their titles, hashes are left to the other formats'
CANNOT = {
    ('scancode', TEXT): {'places': 'matches are of whole licences; `caveat` of a file is our own list of ids'},
    ('scancode', REPOSITORY): dict.fromkeys(('licence', 'category', 'flags', 'conflicts', 'bases'), FILES_ONLY) | {
        'places': 'matches are of whole licences; `caveat` of a file is our own list of ids'},
    ('csv', REPOSITORY): dict.fromkeys(('licence', 'category', 'flags', 'conflicts', 'bases'), CLAUSE_ROWS),
    ('csv', HUB): dict.fromkeys(('places', 'hashes'), ONE_ROW),
    ('markdown', TEXT): dict.fromkeys(('clauses', 'places', 'hashes'), FOR_PEOPLE),
    ('markdown', REPOSITORY): dict.fromkeys(('clauses', 'places', 'hashes'), FOR_PEOPLE),
    ('markdown', HUB): dict.fromkeys(('flags', 'bases', 'clauses', 'places', 'hashes'),
                                     'a table for people, a row a repository: category, licence, limits and disagreements'),
}
CANNOT[('scancode', HUB)] = CANNOT[('scancode', REPOSITORY)]


# ---- the reference: the program's own JSON

def of_document(d):
    return {'licence': d['expression'] or '', 'category': d['category'], 'flags': set(d['flags']),
            'clauses': {f['clause'] for f in d['findings'] if f['confidence'] != 'weak'},
            'places': {(d['path'], f['clause'], f['span']['start_line']) for f in d['findings'] if f['span']['end_byte'] > f['span']['start_byte']},
            'hashes': {(d['path'], d['sha256'])} if d['sha256'] else set()}


def of_model(m):
    parts = [of_document(d) for d in m['documents']]
    return {'licence': m['expression'] or '', 'category': m['category'], 'flags': set(m['flags']),
            'conflicts': {c['kind'] for c in m['conflicts']}, 'bases': {i['base_model'] for i in m['inherited']},
            **{fact: set().union(*(p[fact] for p in parts)) for fact in ('clauses', 'places', 'hashes')}}


# ---- readers: text of a format, the level, folders of repositories -> {subject: facts}. `where` makes (subject, path) of a path.

def words(text):
    """What spdx2 and spdx3 say in comments."""
    category, flags = re.search(r'Category: ([a-z-]+)\.', text), re.search(r'Flags: ([a-z, -]+)\.', text)
    return {'category': category and category[1], 'flags': set(flags[1].split(', ')) if flags else set()}


def joined(out, places, weak):
    """Ids of clauses out of places."""
    for subject, path, clause, line, certain in places:
        out[subject].setdefault('places', set()).add((path, clause, line))
        out[subject].setdefault('clauses', set())
        if certain != weak:
            out[subject]['clauses'].add(clause)


def jsonl(text, level, where):
    lines = [json.loads(line) for line in text.splitlines()]
    if level == TEXT:
        return {d['path']: of_document(d) for d in lines}
    return {m['repository']['id'] or m['repository']['path']: of_model(m) for m in lines}


def sarif(text, level, where):
    run, out, places = json.loads(text)['runs'][0], defaultdict(dict), []
    for place in run.get('logicalLocations', []):
        p = place['properties']
        out[place['fullyQualifiedName']] |= {'licence': p.get('expression', ''), 'category': p['category'], 'flags': set(p['flags']),
                                            'bases': set(p['baseModels']), 'conflicts': set()}
    for a in run['artifacts']:
        subject, path = where(unquote(a['location']['uri']))
        if level == TEXT:
            p = a['properties']
            out[subject] |= {'licence': p.get('expression', ''), 'category': p['category'], 'flags': set(p['flags'])}
        out[subject].setdefault('hashes', set()).update((path, h) for h in a.get('hashes', {}).values())
        joined(out, [], '')
        out[subject].setdefault('places', set()), out[subject].setdefault('clauses', set())
    for r in run['results']:
        assert run['tool']['driver']['rules'][r['ruleIndex']]['id'] == r['ruleId']
        if r['ruleId'].startswith('conflict.'):
            place = next(loc['logicalLocations'][0] for loc in r['locations'] if 'logicalLocations' in loc)
            assert run['logicalLocations'][place['index']]['fullyQualifiedName'] == place['fullyQualifiedName']
            out[place['fullyQualifiedName']]['conflicts'].add(r['ruleId'].removeprefix('conflict.'))
            continue
        physical = r['locations'][0]['physicalLocation']
        artifact = physical['artifactLocation']
        assert run['artifacts'][artifact['index']]['location']['uri'] == artifact['uri']
        region = physical.get('region', {})
        if region.get('byteLength'):
            places.append((*where(unquote(artifact['uri'])), r['ruleId'], region['startLine'], r['properties']['confidence']))
    joined(out, places, 'weak')
    return out


def comment_places(snippets, where):
    for path, clause, line, comment in snippets:
        yield (*where(path), clause, line, 'weak' if re.search(r', weak: ', comment) else 'certain')


def spdx(text, level, where):
    d, out = json.loads(text), defaultdict(dict)
    files = {f['SPDXID']: f for f in d['files']}
    packages = {p['SPDXID']: p for p in d.get('packages', [])}
    for p in packages.values():
        if 'licenseComments' in p:
            out[p['name']] |= words(p['licenseComments']) | {
                'licence': p['licenseConcluded'].replace('NOASSERTION', ''), 'bases': set(),
                'conflicts': set(re.findall(r'Conflict ([a-z-]+): ', p['licenseComments'])), 'places': set(), 'clauses': set(), 'hashes': set()}
    for f in files.values():
        subject, path = where(f['fileName'].removeprefix('./'))
        if level == TEXT:
            out[subject] |= words(f['licenseComments']) | {'licence': f['licenseConcluded'].replace('NOASSERTION', ''), 'places': set(), 'clauses': set()}
        out[subject].setdefault('hashes', set()).update((path, c['checksumValue']) for c in f['checksums'])
    for r in d['relationships']:
        if r['relationshipType'] in ('DESCENDANT_OF', 'GENERATED_FROM'):
            out[packages[r['spdxElementId']]['name']]['bases'].add(packages[r['relatedSpdxElement']]['name'])
    joined(out, comment_places(((files[s['snippetFromFile']]['fileName'].removeprefix('./'), s['name'],
                                 s['ranges'][1]['startPointer']['lineNumber'], s['comment']) for s in d['snippets']), where), 'weak')
    return out


def spdx3(text, level, where):
    graph, out = json.loads(text)['@graph'], defaultdict(dict)
    by_id = {e.get('spdxId'): e for e in graph}
    [document] = [e for e in graph if e['type'] == 'SpdxDocument']
    assert len(document['element']) == len(set(document['element'])) == len(by_id) - 2  # itself and the creation info are none
    for root in document['rootElement']:
        out[where(by_id[root]['name'])[0] if level == TEXT else by_id[root]['name']] |= {
            **words(by_id[root]['comment']), 'licence': '', 'conflicts': set(), 'bases': set(), 'places': set(), 'clauses': set(), 'hashes': set()}
    for e in graph:
        if e['type'] == 'software_File':
            subject, path = where(e['name'])
            out[subject]['hashes'].update((path, h['hashValue']) for h in e.get('verifiedUsing', []))
        elif e['type'] == 'Annotation':
            out[by_id[e['subject']]['name']]['conflicts'].add(re.match(r'Conflict ([a-z-]+) ', e['statement'])[1])
        elif e['type'] == 'Relationship':
            source, to, kind = by_id[e['from']], by_id[e['to'][0]], e['relationshipType']
            if kind in ('descendantOf', 'trainedOn'):
                out[source['name']]['bases'].add(to['name'])
            elif level == TEXT and kind == 'hasDeclaredLicense':
                out[where(source['name'])[0]]['licence'] = to['simplelicensing_licenseExpression']
            elif kind == 'hasConcludedLicense':
                out[source['name']]['licence'] = to['simplelicensing_licenseExpression']
    joined(out, comment_places(((by_id[e['software_snippetFromFile']]['name'], e['name'], e['software_lineRange']['beginIntegerRange'], e['comment'])
                                for e in graph if e['type'] == 'software_Snippet'), where), 'weak')
    return out


def cyclonedx(text, level, where):
    d, out, places = json.loads(text), defaultdict(dict), []

    def terms(component):
        p = defaultdict(list)
        for entry in component.get('properties', []):
            p[entry['name']].append(entry['value'])
        licence = ''
        for choice in component.get('licenses', []):
            inner = choice.get('license', choice)
            if inner['acknowledgement'] == 'concluded':
                licence = inner.get('expression') or inner.get('id') or inner['name']
        return {'licence': licence, 'category': p['caveat:category'][0], 'flags': set(p['caveat:flag']), 'places': set(), 'clauses': set()}, p

    def files(components):
        for c in components:
            subject, path = where(c['name'])
            if level == TEXT:
                out[subject] |= terms(c)[0]
            out[subject].setdefault('hashes', set()).update((path, h['content']) for h in c.get('hashes', []))
            for o in c.get('evidence', {}).get('occurrences', []):
                if not o['additionalContext'].endswith(') ') or o['line']:
                    places.append((*where(o['location']), o['symbol'], o['line'], o['additionalContext']))
    models = {TEXT: [], REPOSITORY: [d['metadata']['component']], HUB: d['components']}[level]
    for m in models:
        name = (m['group'] + '/' if 'group' in m else '') + m['name']
        facts, p = terms(m)
        out[name] |= facts | {'conflicts': {key.removeprefix('caveat:conflict:') for key in p if key.startswith('caveat:conflict:')}, 'hashes': set(),
                              'bases': {a['name'] for a in m.get('pedigree', {}).get('ancestors', [])} |
                              {s['name'] for s in m.get('modelCard', {}).get('modelParameters', {}).get('datasets', [])}}
        files(m.get('components', []))
    if level != HUB:
        files(d['components'])
    for subject, path, clause, line, _ in places:
        out[subject]['places'].add((path, clause, line))
    for subject in out:
        out[subject]['clauses'] = {clause for _, clause, _ in out[subject]['places']}  # how certain: not told
    return out


def scancode(text, level, where):
    out = defaultdict(dict)
    for f in json.loads(text)['files']:
        if f['type'] != 'file':
            continue
        subject, path = where(f['path'])
        own = f['caveat']
        if level == TEXT:
            out[subject] = {'licence': f['detected_license_expression_spdx'] or '', 'category': own['category'], 'flags': set(own['flags'])}
        out[subject].setdefault('clauses', set()).update(own['clauses'])
        out[subject].setdefault('hashes', set()).update([(path, f['sha256'])] if f['sha256'] else [])
    return out


def table(text, level, where):
    out, places = defaultdict(dict), []
    for row in csv.DictReader(io.StringIO(text, newline='')):
        if level == HUB:
            out[row['repository'] or row['path']] = {
                'licence': row['expression'], 'category': row['category'], 'clauses': set(row['clauses'].split()),
                **{fact: set(row[cell].split()) for fact, cell in (('flags', 'flags'), ('conflicts', 'conflicts'), ('bases', 'base_models'))}}
            continue
        subject, path = where(row['path'])
        if level == TEXT:
            out[subject] |= {'licence': row['expression'], 'category': row['category'], 'flags': set(row['flags'].split())}
        out[subject].setdefault('hashes', set()).update([(path, row['sha256'])] if row['sha256'] else [])
        out[subject].setdefault('places', set()), out[subject].setdefault('clauses', set())
        if row['clause'] and row['start_byte'] != row['end_byte']:
            places.append((subject, path, row['clause'], int(row['start_line']), row['confidence']))
    joined(out, places, 'weak')
    return out


def markdown(text, level, where):
    out = defaultdict(dict)
    if level == HUB:
        for row in re.findall(r'^\| `(.*?)` \| ([a-z-]+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$', text, re.M):
            out[row[0]] = {'category': row[1], 'licence': '' if row[2] == 'unknown' else row[2].strip('`'),
                           'conflicts': set(filter(None, row[5].split(', ')))}
        return out
    for part in text.split('### ')[1:]:
        head = re.match(r'`(.*)`: ([a-z-]+)\n', part)
        licence, flags = re.search(r'^Licence: `(.*?)`', part, re.M), re.search(r'lags: ([a-z, -]+)$', part, re.M)
        out[where(head[1])[0] if level == TEXT else head[1]] = {
            'category': head[2], 'licence': licence[1] if licence else '', 'flags': set(flags[1].split(', ')) if flags else set(),
            **({} if level == TEXT else {'conflicts': set(re.findall(r'^- (?:error|warning|note), ([a-z-]+): ', part, re.M)),
                                         'bases': set(re.findall(r'^- `(.*?)`, ', part, re.M))})}
    return out


READ = {'jsonl': jsonl, 'sarif': sarif, 'spdx': spdx, 'spdx3': spdx3, 'cyclonedx': cyclonedx, 'cyclonedx-1.7': cyclonedx, 'scancode': scancode,
        'csv': table, 'markdown': markdown}
ENDING = {'jsonl': '.json', 'sarif': '.sarif', 'spdx': '.spdx.json', 'spdx3': '.spdx3.json', 'cyclonedx': '.cdx.json', 'cyclonedx-1.7': '.cdx.json',
          'scancode': '.scancode.json', 'csv': '.csv', 'markdown': '.md'}


class Check:
    def __init__(self, caveat, folder):
        self.caveat, self.folder, self.bad = caveat, folder, 0

    def run(self, *arguments, cwd=SOURCE):
        environment = {**os.environ, 'SOURCE_DATE_EPOCH': '1700000000'}
        done = subprocess.run([self.caveat, *map(str, arguments)], capture_output=True, cwd=cwd, env=environment, check=True)
        return done.stdout.decode()

    def complain(self, message):
        self.bad += 1
        if self.bad <= 20:
            print(message)

    def hold(self, name, level, found, reference):
        """`found` of one or more subjects against the reference of these."""
        cannot = CANNOT.get((name, level), {})
        for subject, facts in reference.items():
            told = found.get(subject, {})
            for fact in OF_A_TEXT if level == TEXT else FACTS:
                wanted = facts[fact]
                if fact in cannot:
                    if told.get(fact):
                        self.complain(f'{name}, {level}: carries {fact} of {subject}, and is said not to be able to')
                    continue
                if name == 'spdx' and fact in ('places', 'clauses') and level != TEXT:
                    # No file without a checksum, no snippet without a file.
                    named = {path for path, _ in facts['hashes']}
                    wanted = {place for place in facts['places'] if place[0] in named}
                    if fact == 'clauses':
                        wanted = {clause for _, clause, _ in wanted} & facts['clauses']
                if name.startswith('cyclonedx') and fact == 'clauses':
                    wanted = {clause for _, clause, _ in facts['places']} | facts['clauses']  # an occurrence does not tell how certain it is
                if told.get(fact) != wanted:
                    self.complain(f'{name}, {level}: {fact} of {subject}: {told.get(fact)!r:.300} and not {wanted!r:.300}')

    def valid(self, name, text, what):
        if name not in schema.FILES:
            return
        found, _ = schema.problems(name, schema.thin(json.loads(text)))
        for problem in (found or [])[:3]:
            self.complain(f'{name}, {what}: not valid: {problem}')


def texts(check):
    files = [*sorted(p.relative_to(SOURCE).as_posix() for p in (SOURCE / 'corpora/samples').glob('*.*')), 'LICENSE']
    reference = {d['path']: of_document(d) for d in json.loads(check.run('check', '--format', 'json', *files))['documents']}
    for name in FORMATS:
        if name == 'scancode':
            text = check.run('scancode', '--info', '--json', '-', *files)
            full = {Path(f).name: f for f in files}

            def where(path):
                return full[path], full[path]
        else:
            text = check.run('check', '--format', name, *files)

            def where(path):
                return path, path
        found = READ[name](text, TEXT, where)
        silent = {s for s, f in reference.items() if name == 'markdown' and s not in found and f['category'] == 'unknown' and not f['clauses']}
        if silent and f'{len(silent)} file' not in text:
            check.complain(f'{name}: says nothing of {silent}')
        check.hold(name, TEXT, found, {s: f for s, f in reference.items() if s not in silent})
        check.valid(name, text, TEXT)
    return len(files)


def expected(check, root, reference):
    """What is known of the sample hub apart from the program."""
    facts = json.loads((root / 'expected.json').read_text())
    for subject, known in facts.items():
        for fact, wanted in (('category', known.get('category')), ('conflicts', set(known['conflicts']) if 'conflicts' in known else None),
                             ('bases', {i[0] for i in known['inherited']} if 'inherited' in known else None)):
            if wanted is not None and reference[subject][fact] != wanted:
                check.complain(f'{subject}: {fact} is {reference[subject][fact]}, known is {wanted}')
    return len(facts)


def hub(check, root, sampled):
    db = check.folder / 'hub.db'
    check.run('scan', root.name, '--db', db, '--quiet', cwd=root.parent)  # paths are given as they are named here
    models = [json.loads(line) for line in check.run('export', '--db', db).splitlines()]
    reference = {m['repository']['id'] or m['repository']['path']: of_model(m) for m in models}
    folders = {m['repository']['path']: m['repository']['id'] or m['repository']['path'] for m in models}
    if sampled:
        expected(check, root, reference)
    without = sum(1 for m in models for d in m['documents'] if not d['sha256'])

    def where(path):
        at = path.find('/')
        while at >= 0:
            if path[:at] in folders:
                return folders[path[:at]], path[at + 1:]
            at = path.find('/', at + 1)
        raise AssertionError(f'{path} is in no repository')

    for name in FORMATS:
        text = check.run('export', '--db', db, '--format', name)
        check.hold(name, HUB, READ[name](text, HUB, where), reference)
        check.valid(name, text, HUB)
        each = check.folder / name
        check.run('export', '--db', db, '--format', name, '--out', each)
        written = sorted(each.rglob('*.*'))
        if len(written) != len(models):
            check.complain(f'{name}: {len(written)} documents for {len(models)} repositories')
        for path in written:
            subject = path.relative_to(each).as_posix().removesuffix(ENDING[name])
            one = path.read_bytes().decode()
            check.hold(name, REPOSITORY, READ[name](one, REPOSITORY, lambda p, s=subject: (s, p)), {subject: reference[subject]})
            if written.index(path) % 16 == 0:  # the schemas are slow
                check.valid(name, one, subject)
    return len(models), without


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', default=os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')
    parser.add_argument('--hub', type=Path)
    parser.add_argument('--why', action='store_true', help='print what each format cannot carry, and why')
    given = parser.parse_args()
    if given.why:
        for (name, level), facts in sorted(CANNOT.items()):
            for why in dict.fromkeys(facts.values()):
                print(f'{name}, {level}: {", ".join(f for f in facts if facts[f] == why)}: {why}')
        return
    caveat = Path(given.bin).resolve() / 'caveat'
    if not caveat.exists():
        print('no program was built; nothing to check')
        return
    with tempfile.TemporaryDirectory() as folder:
        check = Check(caveat, Path(folder))
        count = texts(check)
        root = given.hub
        if root is None:
            root = Path(folder) / 'sample'
            subprocess.run([sys.executable, SOURCE / 'corpora/hub/make.py', root], check=True, stdout=subprocess.DEVNULL)
        repositories, without = hub(check, root, given.hub is None)
    print(f'{count} texts, {repositories} repositories one by one and as a hub, in {len(FORMATS)} formats: '
          f'{"the same facts" if not check.bad else str(check.bad) + " differences"}')
    if without:
        print(f'spdx (2.3) left out {without} texts that the database has no checksum of: it knows no file without one')
    sys.exit(1 if check.bad else 0)


if __name__ == '__main__':
    main()
