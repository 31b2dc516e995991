#!/usr/bin/env python3
"""Scores the program against labelled texts beside the checkout, and writes the table of README.md.

usage: accuracy.py --bin build/caveat [--shared DIR] [SET...]

Sets: read, check, notices; all when none is named. The table between the marks accuracy:begin and accuracy:end of README.md is
rewritten for the sets that were run; rows of others stay. The counting itself is done by tools/score_clauses.py of DIR
(../shared by default); without it nothing is done.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
SETS = {
    'read': ('ai/read', 'AI licences, used while writing rules'),
    'check': ('ai/check', 'AI licences, held out'),
    'notices': ('notices', 'licence notices in READMEs'),
}
HEAD = ('| texts | precision | recall | F1 | macro F1 | good spans | parameters exact | category exact | permissions exact | mentions F1 |\n'
        '|---|---|---|---|---|---|---|---|---|---|\n')
MARKS = re.compile(r'(<!-- accuracy:begin -->\n)(.*?)(<!-- accuracy:end -->)', re.S)


def share(pair):
    return f'{100 * pair[0] / pair[1]:.1f} % of {pair[1]}' if pair[1] else '-'


def row(title, score):
    _, _, _, precision, recall, f1 = score['rows']['all']
    mentions = f"{score['mentions'][5]:.3f}" if sum(score['mentions'][:3]) else '-'
    cells = [title, f'{precision:.3f}', f'{recall:.3f}', f'{f1:.3f}', f"{score['macro_f1']:.3f}", share(score['spans']), share(score['params']),
             share(score['category']), share(score['permissions']), mentions]
    return '| ' + ' | '.join(cells) + ' |\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True)
    parser.add_argument('--shared', type=Path, default=SOURCE.parent / 'shared')
    parser.add_argument('sets', nargs='*', choices=[[], *SETS], default=[])
    arguments = parser.parse_args()
    tool = arguments.shared / 'tools/score_clauses.py'
    if not tool.exists():
        print(f'no labelled texts at {arguments.shared}: nothing to score')
        return
    rows = {}
    for name in arguments.sets or SETS:
        folder, title = SETS[name]
        with tempfile.NamedTemporaryFile(suffix='.json') as result:
            print(f'== {title} ({folder})', flush=True)
            subprocess.run([sys.executable, tool, '--bin', arguments.bin, '--texts', arguments.shared / 'corpora' / folder / 'texts', '--labels',
                            arguments.shared / 'corpora' / folder / 'labels', '--json', result.name], check=True)
            rows[title] = row(title, json.load(open(result.name, encoding='utf-8')))
    readme = SOURCE / 'README.md'
    text = readme.read_text(encoding='utf-8') if readme.exists() else ''
    found = MARKS.search(text)
    old = {line.split('|')[1].strip(): line + '\n' for line in (found[2] if found else '').split('\n') if line.startswith('| ')}
    table = HEAD + ''.join(rows.get(title) or old.get(title, '') for _, title in SETS.values())
    print(table, end='')
    if found:
        fresh = text[:found.start(2)] + table + text[found.end(2):]
        if fresh != text:
            readme.write_text(fresh, encoding='utf-8')


if __name__ == '__main__':
    main()
