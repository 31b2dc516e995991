#!/usr/bin/env python3
"""caveat gate on a database says what it says on the folders: for the sample hub, under every ready policy and some of our own.

usage: gate_database_test.py [--bin DIR]
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])
DAY = '2026-06-15'
OWN = {
    # Each kind of condition, lists of licences, and all actions.
    'conditions': '''[licenses]
allow = ["MIT", "Apache-2.0", "BSD-3-Clause"]
deny = ["GPL-*"]
unknown = "deny"
edited = "deny"
[[rule]]
id = "mine"
action = "allow"
license = "CC0-1.0"
[[rule]]
id = "flags"
action = "review"
flag = ["acceptable-use", "naming"]
[[rule]]
id = "uses"
action = "deny"
clause = "use"
[[rule]]
id = "caps"
action = "deny"
clause = "restriction.scale-cap"
params = {metric = "monthly-active-users", threshold = "< 600_000_000"}
[[rule]]
id = "sell"
action = "review"
activity = {commercial-use = "prohibited"}
[[rule]]
id = "closed"
action = "deny"
openness = ["closed", "restricted-weights"]
category = ["non-commercial", "research-only"]
[[rule]]
id = "conflicts"
action = "deny"
conflict = ["declared-vs-found", "missing-notice", "dropped-restrictions", "edited-license"]
''',
    'audit': 'mode = "audit"\n[[rule]]\nid = "all"\naction = "deny"\nclause = ["grant", "condition", "restriction", "use", "legal"]\n',
}


class Gate:
    def __init__(self, caveat, folder):
        self.caveat, self.folder = caveat, folder

    def ask(self, policy, *paths, code=None):
        done = subprocess.run([self.caveat, 'gate', '--policy', policy, '--today', DAY, '--format', 'json', *paths], capture_output=True,
                              text=True, cwd=self.folder, check=False)
        assert done.returncode in ((0, 1) if code is None else (code,)), (policy, done.returncode, done.stderr)
        return done.returncode, json.loads(done.stdout)

    def policy(self, name, text):
        (self.folder / name).write_text('version = 1\n' + text)
        return name


def by_repository(answer, hashed):
    """What is said of each. A text that the database has no hash of cannot be pinned by it
    (hashed: path of a text -> it has one)."""
    out = defaultdict(lambda: defaultdict(list))
    for kind in ('violations', 'excepted', 'expired'):
        for told in answer[kind]:
            told = dict(told)
            name = told['repository'] = told['repository'].removeprefix('hub/')
            if 'exception_hint' in told:
                told['exception_hint'] = told['exception_hint'].replace('"hub/', '"')
                if not hashed[name, told['document']]:
                    told['exception_hint'] = '\n'.join(x for x in told['exception_hint'].split('\n') if not x.startswith('sha256'))
            out[name][kind].append(told)
    return out


def agree(gate, policy, ids, hashed):
    code, answer = gate.ask(policy, 'hub.db')
    code2, answer2 = gate.ask(policy, *(f'hub/{i}' for i in ids))
    assert code == code2, (policy, code, code2)
    assert answer['checked'] == answer2['checked'] == len(ids)
    one, other = by_repository(answer, hashed), by_repository(answer2, hashed)
    for name in sorted({*one, *other}):
        assert one[name] == other[name], f'{policy}, {name}:\n{json.dumps(one[name], indent=1)}\n---\n{json.dumps(other[name], indent=1)}'
    # By id of the repository, whatever thread came first.
    order = [v['repository'] for v in answer['violations']]
    assert order == sorted(order)
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', default=os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')
    caveat = Path(parser.parse_args().bin).resolve() / 'caveat'
    if not caveat.exists():
        print('no program was built; nothing to check')
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, SOURCE / 'corpora/hub/make.py', folder / 'hub'], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([caveat, 'scan', 'hub', '--db', 'hub.db', '--quiet'], cwd=folder, check=True)
        lines = subprocess.run([caveat, 'export', '--db', 'hub.db'], cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()
        models = [json.loads(line) for line in lines]
        ids = [m['repository']['id'] for m in models]
        hashed = defaultdict(bool, {(m['repository']['id'], d['path']): bool(d['sha256']) for m in models for d in m['documents']})
        gate = Gate(caveat, folder)
        ready = sorted(p.stem for p in (SOURCE / 'licenses/policies').glob('*.toml'))
        counts = []
        for policy in [*ready, *(gate.policy(f'{n}.toml', text) for n, text in OWN.items())]:
            answer = agree(gate, policy, ids, hashed)
            counts.append(len(answer['violations']))
        assert all(counts), counts

        # Every exception of the hints, half of them expired: what they are pinned to is the same in a database.
        _, answer = gate.ask('conditions.toml', 'hub.db', code=1)
        hints = [v['exception_hint'] for v in answer['violations'] if hashed[v['repository'], v['document']]]
        assert len(hints) > 50, len(hints)
        hints = [h if i % 2 else h.replace('expires = 2027', 'expires = 2025') for i, h in enumerate(hints)]
        excepted = agree(gate, gate.policy('excepted.toml', OWN['conditions'] + ''.join(hints)), ids, hashed)
        assert excepted['excepted'] and excepted['expired']
        assert len(excepted['violations']) + len(excepted['excepted']) == len(answer['violations'])
        # Pinned to another text of that name, repository or licence: not used.
        for pin, other in ((r'sha256 = ".', 'sha256 = "'), (r'repository = "', 'repository = "x'), (r'license = "', 'license = "X')):
            text = ''.join(re.sub(pin, other + ('0' if 'sha' in pin and 'sha256 = "0' not in h else '1' if 'sha' in pin else ''), h)
                           for h in hints[1::2] if re.search(pin, h))
            assert text
            _, answer3 = gate.ask(gate.policy('pinned.toml', OWN['conditions'] + text), 'hub.db', code=1)
            assert not answer3['excepted'] and len(answer3['violations']) == len(answer['violations']), pin
    print(f'{len(ids)} repositories, {len(counts)} policies: the same answers from the database and from the folders, {sum(counts)} violations')


if __name__ == '__main__':
    main()
