#!/usr/bin/env python3
"""Every repository of the sample hub (corpora/hub/make.py) comes out as expected.

usage: hub_samples_test.py [--bin DIR] [ID...]      the program in DIR, by default that of $CAVEAT_BUILD_DIR
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])


def breaches(got, want):
    """What of `got`, a caveat.model/1, is not as `want` has it."""
    def unlike(what, a, b):
        if a != b:
            yield f'{what}: {a}, expected {b}'
    kinds = sorted({c['kind'] for c in got['conflicts']})
    components = {c['component']: c['present'] for c in got['components']}
    if 'category' in want:
        yield from unlike('category', got['category'], want['category'])
    if 'class' in want:
        yield from unlike('class', got['openness']['class'], want['class'])
    if 'osaid' in want:
        yield from unlike('osaid', got['openness']['osaid']['meets'], want['osaid'])
    if 'mof_class' in want:
        yield from unlike('mof_class', got['openness']['mof_class'], want['mof_class'])
    if 'gated' in want:
        yield from unlike('gated', got['gated'], want['gated'])
    if 'declared' in want:
        yield from unlike('declared', sorted(d['license'] or '' for d in got['declared'] if d['field'] != 'license_link'),
                          sorted(x or '' for x in want['declared']))
    if 'found' in want:
        texts = [f for f in got['found'] if f['how'] != 'named']
        yield from unlike('found', sorted(f['license'] or '' for f in texts), sorted(x or '' for x in want['found']))
    if 'inherited' in want:
        links = [[i['base_model'], i['relation'], i['strength'], i['license']] for i in got['inherited']]
        yield from unlike('inherited', links, want['inherited'])
    if 'conflicts' in want:
        yield from unlike('conflicts', kinds, sorted(want['conflicts']))
    for kind in want.get('has_conflicts', []):
        if kind not in kinds:
            yield f'conflicts: {kinds}, expected {kind} among them'
    for kind in want.get('not_conflicts', []):
        if kind in kinds:
            yield f'conflicts: {kinds}, expected no {kind}'
    for component in want.get('present', []):
        yield from unlike(component, components[component], 'yes')
    for component in want.get('absent', []):
        yield from unlike(component, components[component], 'no')
    # Laws that hold for every answer.
    if got['openness']['osaid']['meets'] != 'yes' and 'open source' in got['openness']['statement'].lower():
        yield 'statement: says "open source" where the definition is not met'
    for conflict in got['conflicts']:
        for evidence in conflict['evidence']:
            if not 0 <= evidence['document'] < len(got['documents']):
                yield f"conflict {conflict['kind']}: evidence points to no document"
    for permission in got['permissions'].values():
        if permission['value'] != 'unspecified' and not permission['because']:
            yield 'permissions: a value without a reason'
        for because in permission['because']:
            document = got['documents'][because['document']]
            if because['index'] >= len(document[{'finding': 'findings', 'mention': 'mentions', 'identity': 'identity'}[because['kind']]]):
                yield 'permissions: a reason points to nothing'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--bin', default=os.environ.get('CAVEAT_BUILD_DIR', str(SOURCE / 'build')))
    parser.add_argument('ids', nargs='*')
    args = parser.parse_args()
    program = Path(args.bin) / 'caveat'
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, SOURCE / 'corpora/hub/make.py', folder], check=True)
        expected = json.loads((Path(folder) / 'expected.json').read_text())
        ids = [i for i in expected if not args.ids or i in args.ids]
        for identity in ids:
            run = subprocess.run([program, 'model', '--format', 'json', '--id', identity, Path(folder) / identity], capture_output=True)
            if run.returncode != 0:
                problems = [f'exit code {run.returncode}: {run.stderr.decode(errors="replace").strip()}']
            else:
                problems = list(breaches(json.loads(run.stdout), expected[identity]))
            for problem in problems:
                print(f'{identity}: {problem}')
            failed += bool(problems)
    print(f'{len(ids)} repositories, {failed} not as expected')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
