#!/usr/bin/env python3
"""How silent the program is on prose: model cards and the documentation of installed packages.

usage: prose.py --bin build/caveat [--shared DIR] [--sample N] [--seed S] [--context] [--only cards|doc] [--level LEVEL]

Counts the findings above `weak` in corpora/cards-bulk.jsonl.gz of DIR and in README* and *.md below /usr/share/doc (changelogs left
out), a thousand documents, and prints a random sample of them for judging by eye. A card that really states terms is no error, so
the rates are upper bounds; only the sample tells. --context adds the text around each finding, --level takes
findings of that confidence (certain, likely, weak) instead of all above `weak`. Nothing is written.
"""
import argparse
import collections
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
DOC = Path('/usr/share/doc')
BATCH = 400
AROUND = 160


def check(binary, paths, level):
    """(path, findings of that level, or above weak) of each document."""
    for start in range(0, len(paths), BATCH):
        done = subprocess.run([binary, 'check', '--no-identity', '--format', 'jsonl', *paths[start:start + BATCH]], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 3):
            sys.exit(f'{binary} exited {done.returncode}')
        for line in done.stdout.splitlines():
            document = json.loads(line)
            yield document['path'], [f for f in document['findings'] if (f['confidence'] == level if level else f['confidence'] != 'weak')]


def report(title, results, arguments, name):
    documents, findings, clauses = 0, [], collections.Counter()
    talking = 0
    for path, found in results:
        documents += 1
        talking += bool(found)
        clauses.update(f['clause'] for f in found)
        findings += [(path, f) for f in found]
    print(f'== {title}: {documents} documents, {len(findings)} findings {arguments.level or "above weak"} in {talking} of them: '
          f'{1000 * len(findings) / max(documents, 1):.0f} a thousand')
    print('   ' + ', '.join(f'{clause} {count}' for clause, count in clauses.most_common(25)) + '\n')
    for path, f in sorted(random.Random(arguments.seed).sample(findings, min(arguments.sample, len(findings))), key=lambda x: (x[1]['clause'], x[0])):
        print(f"{f['clause']}  {f['confidence']}  {name(path)}:{f['span']['start_line']}  {' '.join(f['quote'].split())[:200]}")
        if arguments.context:
            data = Path(path).read_bytes()
            start, end = f['span']['start_byte'], f['span']['end_byte']
            before = ' '.join(data[max(0, start - AROUND):start].decode('utf-8', 'ignore').split())
            after = ' '.join(data[end:end + AROUND].decode('utf-8', 'ignore').split())
            print(f"    {before} [[ {' '.join(data[start:end].decode('utf-8', 'replace').split())[:300]} ]] {after}")
            if f['lead']:
                print('    lead: ' + ' '.join(data[f['lead']['start_byte']:f['lead']['end_byte']].decode('utf-8', 'replace').split())[:160])
    print()


def cards(arguments):
    bulk = arguments.shared / 'corpora/cards-bulk.jsonl.gz'
    if not bulk.exists():
        print(f'no cards at {bulk}')
        return
    names = {}
    with tempfile.TemporaryDirectory() as folder, gzip.open(bulk, 'rt', encoding='utf-8') as lines:
        for number, line in enumerate(lines):
            card = json.loads(line)
            path = Path(folder, f'{number:05}.md')
            path.write_text(card.get('card') or '', encoding='utf-8', errors='surrogatepass')
            names[str(path)] = card.get('modelId')
        report('cards', check(arguments.bin, sorted(names), arguments.level), arguments, names.get)


def documentation(arguments):
    paths = [str(p) for p in DOC.rglob('*') if re.fullmatch(r'(README.*|.*\.md)', p.name) and p.suffix not in ('.gz', '.png', '.html')
             and 'changelog' not in p.name.lower() and 'changes' not in p.name.lower() and p.is_file()]
    report(str(DOC), check(arguments.bin, sorted(paths), arguments.level), arguments, str)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True)
    parser.add_argument('--shared', type=Path, default=SOURCE.parent / 'shared')
    parser.add_argument('--sample', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--context', action='store_true')
    parser.add_argument('--only', choices=['cards', 'doc'])
    parser.add_argument('--level', choices=['certain', 'likely', 'weak'])
    arguments = parser.parse_args()
    if arguments.only != 'doc':
        cards(arguments)
    if arguments.only != 'cards':
        documentation(arguments)


if __name__ == '__main__':
    main()
