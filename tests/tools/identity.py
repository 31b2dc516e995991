#!/usr/bin/env python3
"""Measures which licence the program says a text is, against real texts, and writes the table of README.md.

usage: identity.py --bin build/caveat [--shared DIR] [--spdx DIR] [--list]        ./dev accuracy --identity

Texts are those of the npm package spdx-license-list (unpacked in DIR; `./dev known` puts it into the build folder) and the licences of
corpora/ai beside the checkout. Each is given to the program as it is, disguised, damaged, and with a sentence of our own put in. The
answer of a text is the identity with the longest span; it is right if it is that licence or one with the same words (its twins).

Fingerprints left out and mentions in notices are measured by the program's own parts (tests/classify/*_corpus_test.cc) and by the scorer.
--list names every text that was not recognised.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import accuracy

SOURCE = Path(__file__).resolve().parents[2]


def texts(shared, spdx, known):
    """(id, text), sorted."""
    found = []
    for path in sorted((spdx / 'licenses').glob('*.json')) if spdx else []:
        if path.stem.lower() in known:
            found.append((path.stem, json.loads(path.read_text(encoding='utf-8'))['licenseText']))
    for folder in ('read/texts', 'check/texts', 'unlabelled'):
        for path in sorted((shared / 'corpora/ai' / folder).glob('*.txt')):
            name = known.get(path.stem.removeprefix('spdx-').lower())
            if name:
                found.append((name, path.read_bytes().decode('utf-8', 'replace')))
    return sorted(found)


def known_licences(binary):
    """Any name of a known licence, in lower case -> its id; id -> ids of those with the same words."""
    done = subprocess.run([binary, 'known', 'list', '--format', 'json', '--all'], stdout=subprocess.PIPE, check=True)
    names, twins = {}, {}
    for licence in json.loads(done.stdout)['licenses']:
        twins[licence['id']] = set(licence['twins'])
        for name in [licence['id'], *licence['aliases']]:
            names.setdefault(name.lower(), licence['id'])
    return names, twins


def answers(binary, contents):
    """What the program says of each text, in order."""
    with tempfile.TemporaryDirectory() as scratch:
        for i, content in enumerate(contents):
            Path(scratch, f'{i:06}.txt').write_bytes(content.encode('utf-8', 'surrogateescape'))
        done = subprocess.Popen([binary, 'check', '--format', 'jsonl', scratch], stdout=subprocess.PIPE)
        found = [None] * len(contents)
        for line in done.stdout:
            document = json.loads(line)
            found[int(Path(document['path']).stem)] = {'identity': document['identity'], 'summary': document['summary']}
        done.wait()
    return found


# ---- disguises and damages ------------------------------------------------------------------------------------------

def reflowed(text, width):
    out, line = [], ''
    for row in text.split('\n') + ['']:
        if not row.strip():
            out += ([line] if line else []) + ['']
            line = ''
        for word in row.split():
            if line and len(line) + 1 + len(word) > width:
                out.append(line)
                line = ''
            line += (' ' if line else '') + word
    return '\n'.join(out) + '\n'


def damaged(text, share, other, generator):
    def replaced(match):
        if generator.random() >= share:
            return match[0]
        return generator.choice(other) if other else ''
    return re.sub(r'\S+', replaced, text)


OTHER = ['table', 'green', 'seven', 'walking', 'harbour', 'letters', 'often', 'small']
FILL = [('<year>', '2021-2024'), ('[yyyy]', '2023'), ('<copyright holders>', 'Jane Q. Doe and the Example Team'), ('<copyright holder>', 'Example GmbH'),
        ('<owner>', 'Example Labs, Inc.'), ('<OWNER>', 'Example Labs, Inc.'), ('[name of copyright owner]', 'Maria Muster'), ('<name of author>', 'John Public')]
BEFORE = ('Our little bakery opened in the spring of that year, and people came from three villages to taste the rye loaves which Martha had learnt to make from her '
          'grandmother.\n\n')
AFTER = '\n\nOn Sundays the river smelled of tar and willow; boats went up to the mill and came back with flour, gossip and now and then a late passenger.\n'


def filled(text):
    for blank, value in FILL:
        text = text.replace(blank, value)
    return text


def prefixed(text, prefix):
    return '\n'.join((prefix + line).rstrip() for line in text.split('\n')) + '\n'


def html(text):
    escaped = text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return '<html><body>\n' + '\n'.join(f'<p>{p}</p>' for p in re.split(r'\n\s*\n', escaped)) + '\n</body></html>\n'


MUTATIONS = [
    ('as they are', lambda t, g: t),
    ('year and holder filled in', lambda t, g: filled(t)),
    ('a copyright line before', lambda t, g: 'Copyright (c) 2019-2022 Jane Doe <jane@example.org>\nAll rights reserved.\n\n' + t),
    ('wrapped at 60', lambda t, g: reflowed(t, 60)),
    ('wrapped at 80', lambda t, g: reflowed(t, 80)),
    ('wrapped at 120', lambda t, g: reflowed(t, 120)),
    ('upper case', lambda t, g: t.upper()),
    ('as comments: //', lambda t, g: prefixed(t, '// ')),
    ('as comments: #', lambda t, g: prefixed(t, '# ')),
    ('as comments: *', lambda t, g: '/*\n' + prefixed(t, ' * ') + ' */\n'),
    ('as comments: --', lambda t, g: prefixed(t, '-- ')),
    ('as comments: ;', lambda t, g: prefixed(t, '; ')),
    ('as comments: %', lambda t, g: prefixed(t, '% ')),
    ('a Markdown quote', lambda t, g: prefixed(t, '> ')),
    ('HTML', lambda t, g: html(t)),
    ('BOM and CRLF', lambda t, g: '\ufeff' + t.replace('\r', '').replace('\n', '\r\n')),
    ('1 % of the words replaced', lambda t, g: damaged(t, 0.01, OTHER, g)),
    ('5 % of the words left out', lambda t, g: damaged(t, 0.05, None, g)),
    ('paragraphs before and after', lambda t, g: BEFORE + t + AFTER),
]


def longest(identities):
    return max(identities, key=lambda i: i['span']['end_byte'] - i['span']['start_byte'], default=None)


def right(answer, name, twins):
    match = longest(answer['identity'])
    return match is not None and (match['license'] == name or name in twins.get(match['license'], ()))


def outside_told(answer, size):
    """Are the paragraphs around outside of the span, or said to be added, and is no exact copy of all claimed?"""
    before, after = len(BEFORE.encode().rstrip()), len(AFTER.encode().strip())
    explained = bytearray(b'\1' * size)
    match = longest(answer['identity'])
    start, end = match['span']['start_byte'], match['span']['end_byte']
    explained[start:end] = bytes(end - start)
    for identity in answer['identity']:
        for added in identity['added']:
            s, e = added['span']['start_byte'], added['span']['end_byte']
            explained[s:e] = b'\1' * (e - s)
    seen = sum(explained[:before]) + sum(explained[size - after:])
    return match['how'] != 'exact' and seen >= 0.95 * (before + after)


# ---- riders ---------------------------------------------------------------------------------------------------------

WHO = ['Military bodies', 'Employees of rival firms', 'Anyone under contract with an insurer', 'Advertising networks', 'Persons outside our club']
WHAT = ['must stay away from this work.', 'may run it on Tuesdays only.', 'owe the author two euros for each start of the program.', 'are barred from all of the above.',
        'need a signed letter from us first.', 'shall show our logo on each screen.', 'lose these rights after ninety days.', 'are refused any use in weather forecasting.']
MORE = ['', ' This holds for their affiliates as well, wherever they have their seat, and ends when we say so in writing.', ' Whoever passes it on tells the next person the same.',
        ' No exceptions.', ' Ask first.']
RIDERS = [f'{who} {what}{more}' for who in WHO for what in WHAT for more in MORE]
RIDDEN = {'MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC-BY-4.0', 'CC-BY-3.0', 'CC-BY-ND-4.0'}


def with_riders(samples):
    """(text, where the rider begins and ends in its bytes)"""
    generator = random.Random(11)
    for i, rider in enumerate(RIDERS):
        for name, text in samples:
            if name not in RIDDEN:
                continue
            text = filled(text) if i % 2 == 0 else text
            places = [0, len(text)] + [k for k, c in enumerate(text) if c in ' \n']
            at = places[i % 2] if i < 20 else generator.choice(places)
            glue = '\n\n' if i % 5 == 0 else '\n' if text[at:at + 1] == '\n' else ' '
            head = (text[:at] + glue).encode('utf-8', 'surrogateescape')
            yield text[:at] + glue + rider + glue + text[at:], len(head), len(head) + len(rider.encode())


def rider_told(answer, begin, end):
    if any(identity['how'] != 'edited' for identity in answer['identity']):
        return False
    told = set()
    for identity in answer['identity']:
        for added in identity['added']:
            told.update(range(max(begin, added['span']['start_byte']), min(end, added['span']['end_byte'])))
    return len(told) >= 0.8 * (end - begin)


# ---- all of it ------------------------------------------------------------------------------------------------------

def left_out(build, shared, spdx):
    program = build / 'tests/caveat_classify_corpus_tests'
    if not program.exists():
        return None
    environment = dict(os.environ, CAVEAT_SHARED=str(shared), **({'CAVEAT_SPDX': str(spdx)} if spdx else {}))
    done = subprocess.run([program, '--gtest_filter=*WithoutItsOwnFingerprint*'], stdout=subprocess.PIPE, text=True, env=environment)
    return re.search(r'(\d+) identities at 0\.9 or more among (\d+) texts without their own fingerprint; (\d+) of (\d+)', done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True, type=Path)
    parser.add_argument('--shared', type=Path, default=SOURCE.parent / 'shared')
    parser.add_argument('--spdx', type=Path, default=os.environ.get('CAVEAT_SPDX'))
    parser.add_argument('--list', action='store_true')
    arguments = parser.parse_args()
    binary = arguments.bin.resolve()
    spdx = Path(arguments.spdx) if arguments.spdx else binary.parent / 'texts/spdx'
    spdx = spdx if (spdx / 'licenses').exists() else None
    known, twins = known_licences(binary)
    samples = texts(arguments.shared, spdx, known)
    if not samples:
        print(f'no licence texts at {arguments.shared}, none of spdx-license-list: nothing to measure (./dev known fetches the latter)')
        return
    table = '| texts | how many | named rightly | as exact copies |\n|---|---|---|---|\n'
    everything = [0, 0]
    for title, mutate in MUTATIONS:
        generator = random.Random(7)
        contents = [mutate(text, generator) for _, text in samples]
        found = answers(binary, contents)
        good = [right(answer, name, twins) for (name, _), answer in zip(samples, found)]
        exact = sum(g and longest(a['identity'])['how'] == 'exact' for g, a in zip(good, found))
        if title != 'as they are':
            everything[0] += sum(good)
            everything[1] += len(good)
        shown = str(exact)
        if title.startswith('paragraphs'):
            told = [outside_told(a, len(c.encode('utf-8', 'surrogateescape'))) for a, c, g in zip(found, contents, good) if g]
            shown = f'{exact}; what was added is told in {sum(told)}'
        table += f'| {title} | {len(good)} | {sum(good)} | {shown} |\n'
        print(table.split('\n')[-2], flush=True)
        if arguments.list:
            for (name, _), g, a in zip(samples, good, found):
                if not g:
                    print('   not recognised:', name, '->', [(i['license'], i['how'], i['coverage']) for i in a['identity']])
    table += f'| all that was changed | {everything[1]} | {everything[0]} ({100 * everything[0] / everything[1]:.2f} %) | |\n'
    ridden = list(with_riders(samples))
    told = [rider_told(answer, begin, end) for answer, (_, begin, end) in zip(answers(binary, [r[0] for r in ridden]), ridden)]
    table += f'| a sentence of restriction put in anywhere | {len(ridden)} | {sum(told)} told as edited, with the place of the sentence | 0 |\n' if ridden else ''
    out = left_out(binary.parent, arguments.shared, spdx)
    if out:
        table += f'| own fingerprint left out | {out[2]} | {out[1]} called another at 90 % or more; {out[3]} of {out[4]} whose texts are at hand are near twins by their words | |\n'
    notices = arguments.shared / 'corpora/notices'
    if notices.exists():
        result = accuracy.score(arguments.shared, binary, notices / 'texts', notices / 'labels')
        table += f"| licence notices: what they name | {len(list((notices / 'labels').glob('*.json')))} | F1 {result['mentions'][5]:.3f} | |\n"
    print('\n' + table)
    accuracy.write_table('identity', table)


if __name__ == '__main__':
    main()
