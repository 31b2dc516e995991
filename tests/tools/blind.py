#!/usr/bin/env python3
"""Holds the program against texts of our own, written and labelled before the rules were asked (corpora/blind; corpora/README.md says how they are marked).

usage: blind.py --bin build/caveat [--texts] [--errors] [--explain] FILE...

Counts as tools/score_clauses.py of the labelled texts does: pairs of text and clause; spans and parameters of what was found; category and
permission values. --texts prints a line for each text, --errors what is wrong. Exits 0 whatever the score, unless F1 lies under --floor.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ACTIVITIES = ('private-use', 'commercial-use', 'modification', 'distribution', 'hosting', 'output-training', 'patent-use')
VALUES = {'a': 'allowed', 'c': 'conditional', 'p': 'prohibited', 'u': 'unspecified'}
MARK = re.compile(r'\[\[((?:[a-z]+\.[a-z-]+(?:\{[^}]*\})? ?)+)\||\]\]')
LABEL = re.compile(r'([a-z]+\.[a-z-]+)(?:\{([^}]*)\})?')
PARAM = re.compile(r'([a-z]+)=("[^"]*"|\S+)')


def unmark(marked):
    """The text without its marks, and (clause, params, start, end) of each mark, in bytes."""
    out, size, open_marks, labels, at = [], 0, [], [], 0
    for mark in MARK.finditer(marked):
        piece = marked[at:mark.start()]
        out.append(piece)
        size += len(piece.encode())
        at = mark.end()
        if mark[1]:
            open_marks.append((mark[1], size))
        else:
            said, start = open_marks.pop()
            for clause, params in LABEL.findall(said):
                labels.append((clause, {k: v.strip('"') for k, v in PARAM.findall(params)}, start, size))
    out.append(marked[at:])
    assert not open_marks, marked[:80]
    return ''.join(out), labels


def read_set(path):
    """name -> (text, labels, categories, [values of each activity], uncertain clauses)"""
    texts = {}
    for part in re.split(r'^=== ', path.read_text(encoding='utf-8'), flags=re.M)[1:]:
        head, category, perms, *more = part.split('\n', 3)
        uncertain = set()
        body = more[0]
        if body.startswith('maybe '):
            line, body = body.split('\n', 1)
            uncertain = set(line.split()[1:])
        values = [[VALUES[v] for v in group.split('/')] if group != '*' else list(VALUES.values()) for group in perms.split()[1:]]
        assert len(values) == len(ACTIVITIES) and category.startswith('category ') and perms.startswith('perms '), head
        text, labels = unmark(body)
        texts[head.strip()] = (text, labels, category.split()[1].split('/'), values, uncertain)
    return texts


def norm(value):
    return sorted(map(str, value)) if isinstance(value, list) else str(value).strip().lower()


def wanted(value, key):
    return sorted(value.split(',')) if key == 'territories' else norm(value)


def prf(right, wrong, missed):
    return right / max(right + wrong, 1), right / max(right + missed, 1), 2 * right / max(2 * right + wrong + missed, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True)
    parser.add_argument('--texts', action='store_true')
    parser.add_argument('--errors', action='store_true')
    parser.add_argument('--explain', action='store_true', help='name the rule of each wrong finding')
    parser.add_argument('--clauses', action='store_true', help='a line for each clause')
    parser.add_argument('--floor', type=float, default=0.0)
    parser.add_argument('files', nargs='+', type=Path)
    arguments = parser.parse_args()
    texts = {}
    for path in arguments.files:
        texts.update(read_set(path))
    with tempfile.TemporaryDirectory() as scratch:
        paths = {name: Path(scratch, name + '.txt') for name in texts}
        for name, path in paths.items():
            path.write_text(texts[name][0], encoding='utf-8')
        command = [arguments.bin, 'check', '--no-identity', '--format', 'json', *(['--explain'] if arguments.explain else []), *map(str, paths.values())]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        answers = {Path(d['path']).stem: d for d in json.loads(done.stdout)['documents']}
    right, wrong, missed = collections.Counter(), collections.Counter(), collections.Counter()
    count = collections.Counter()
    for name, (text, labels, categories, values, uncertain) in texts.items():
        lines, answer = [], answers[name]
        raw = text.encode()
        found, truth = collections.defaultdict(list), collections.defaultdict(list)
        for clause, params, start, end in labels:
            truth[clause].append((params, start, end))
        for finding in answer['findings']:
            if finding.get('confidence') != 'weak':
                found[finding['clause']].append(finding)
        own = collections.Counter()
        for clause in sorted(set(truth) | set(found)):
            if clause not in truth:
                if clause not in uncertain:
                    wrong[clause] += 1
                    own['wrong'] += 1
                    lines.append(f"  FALSE {clause}: {found[clause][0]['quote'][:120]!r} {found[clause][0].get('rule', '')}")
                continue
            if clause not in found:
                missed[clause] += 1
                own['missed'] += 1
                lines.append(f'  MISS {clause}: {raw[truth[clause][0][1]:truth[clause][0][2]].decode()[:220]!r}')
                continue
            right[clause] += 1
            own['right'] += 1
            count['spans'] += 1
            if any(f['span']['start_byte'] < end and start < f['span']['end_byte'] and
                   f['span']['end_byte'] - f['span']['start_byte'] <= max(600, 3 * (end - start)) for f in found[clause] for _, start, end in truth[clause]):
                count['good spans'] += 1
            else:
                lines.append(f'  SPAN {clause}')
            for params, _, _ in truth[clause]:
                if params:
                    count['params'] += 1
                    if any(all(norm(f.get('params', {}).get(k)) == wanted(v, k) for k, v in params.items()) for f in found[clause]):
                        count['good params'] += 1
                    else:
                        lines.append(f"  PARAM {clause}: want {params} got {[f.get('params') for f in found[clause]]}")
        count['categories'] += 1
        if answer['category'] in categories:
            count['good categories'] += 1
        else:
            lines.append(f"  CATEGORY want {'/'.join(categories)} got {answer['category']}")
        for activity, allowed in zip(ACTIVITIES, values):
            count['values'] += 1
            got = ((answer.get('permissions') or {}).get(activity) or {}).get('value')
            if got in allowed:
                count['good values'] += 1
            else:
                lines.append(f"  PERMISSION {activity} want {'/'.join(allowed)} got {got}")
        if arguments.texts:
            print(f"{name}: right {own['right']}, wrong {own['wrong']}, missed {own['missed']}")
        if arguments.errors and lines:
            print('\n'.join([name, *lines]))
    clauses = sorted({*right, *wrong, *missed})
    if arguments.clauses:
        for clause in clauses:
            p, r, f1 = prf(right[clause], wrong[clause], missed[clause])
            print(f'{clause:40} right {right[clause]:3} wrong {wrong[clause]:3} missed {missed[clause]:3}  P {p:.2f} R {r:.2f} F1 {f1:.2f}')
    for group in ('all', 'grant', 'condition', 'restriction', 'use', 'legal'):
        counts = [sum(v for k, v in c.items() if group == 'all' or k.startswith(group + '.')) for c in (right, wrong, missed)]
        print('%-12s right %4d wrong %4d missed %4d  P %.3f R %.3f F1 %.3f' % (group, *counts, *prf(*counts)))
    print(f"texts {len(texts)}, clauses labelled {len(set(right) | set(missed))}; spans {count['good spans']}/{count['spans']}, "
          f"parameters {count['good params']}/{count['params']}, category {count['good categories']}/{count['categories']}, "
          f"permissions {count['good values']}/{count['values']}")
    return prf(sum(right.values()), sum(wrong.values()), sum(missed.values()))[2] < arguments.floor


if __name__ == '__main__':
    sys.exit(main())
