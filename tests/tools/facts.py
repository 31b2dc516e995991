#!/usr/bin/env python3
"""Holds the formats of `caveat check` against each other: every clause of the JSON answer stands in each format, at the same line.

usage: facts.py --bin DIR FILE...      prints one line a format
"""
import argparse
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import schema


def sarif(text):
    run = json.loads(text)['runs'][0]
    for r in run['results']:
        place = r['locations'][0]['physicalLocation']
        yield place['artifactLocation']['uri'], r['ruleId'], place['region']['startLine'], place['region']['byteOffset']
        assert run['tool']['driver']['rules'][r['ruleIndex']]['id'] == r['ruleId']


def spdx(text):
    document = json.loads(text)
    names = {f['SPDXID']: f['fileName'].removeprefix('./') for f in document['files']}
    for s in document['snippets']:
        byte, line = (r['startPointer'] for r in s['ranges'])
        yield names[s['snippetFromFile']], s['name'], line['lineNumber'], byte['offset'] - 1


def spdx3(text):
    graph = json.loads(text)['@graph']
    names = {e.get('spdxId'): e.get('name') for e in graph}
    for e in graph:
        if e['type'] == 'software_Snippet':
            yield (names[e['software_snippetFromFile']], e['name'], e['software_lineRange']['beginIntegerRange'],
                   e['software_byteRange']['beginIntegerRange'] - 1)


def cyclonedx(text):
    for component in json.loads(text)['components']:
        for o in component.get('evidence', {}).get('occurrences', []):
            yield o['location'], o['symbol'], o['line'], o['offset']


def table(text):
    for row in csv.DictReader(io.StringIO(text, newline='')):
        if row['clause']:
            yield row['path'], row['clause'], int(row['start_line']), int(row['start_byte'])


READ = {'sarif': sarif, 'spdx': spdx, 'spdx3': spdx3, 'cyclonedx': cyclonedx, 'cyclonedx-1.7': cyclonedx, 'csv': table}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--bin', required=True)
    parser.add_argument('files', nargs='+')
    given = parser.parse_args()
    environment = {**os.environ, 'SOURCE_DATE_EPOCH': '1700000000'}

    def check(name):
        command = [Path(given.bin) / 'caveat', 'check', '--format', name, *given.files]
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode('utf-8')
    facts = sorted((d['path'], f['clause'], f['span']['start_line'], f['span']['start_byte'])
                   for d in json.loads(check('json'))['documents'] for f in d['findings'])
    bad = 0
    for name, read in READ.items():
        text = check(name)
        same = sorted(read(text)) == facts
        found, _ = schema.problems(name, json.loads(text)) if name in schema.FILES else ([], '')
        bad += not same or bool(found)
        print(f'{name}: {"the same" if same else "OTHER"} clauses and places{"" if not found else ", NOT VALID: " + found[0]}')
        if check(name) != text:
            print(f'{name}: differs from run to run')
    sys.exit(1 if bad or not facts else 0)


if __name__ == '__main__':
    main()
