#!/usr/bin/env python3
"""Keeps the program output shown in the documents true.

usage: docs.py --bin DIR [--check] [FILE.md...]

In a document, the lines between these two marks are what the command prints (run in the source folder, as in tests/cli):

    <!-- output: caveat check corpora/samples/x.txt -->
    <!-- /output -->

Without --check the text between is rewritten; with it, a difference is an error.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'(<!-- output: (.+?) -->\n)(.*?)(<!-- /output -->)', re.S)


def output(command, bin_dir):
    with tempfile.TemporaryDirectory() as home:
        environment = {'PATH': f'{bin_dir}:/usr/local/bin:/usr/bin:/bin', 'HOME': home, 'LC_ALL': 'C.UTF-8'}
        environment.update({k: v for k, v in os.environ.items() if k.endswith('SAN_OPTIONS')})
        done = subprocess.run(['sh', '-c', command], cwd=SOURCE, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
    if 'Traceback (most recent call last)' in done.stdout:
        sys.exit(f'`{command}` fails:\n{done.stdout}')
    # A table of Markdown stands as it is, everything else as a code block.
    text = done.stdout.rstrip('\n') + '\n'
    return text if text.startswith('|') else f'```text\n{text}```\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True, help='folder of the caveat program')
    parser.add_argument('--check', action='store_true')
    parser.add_argument('files', nargs='*', type=Path)
    arguments = parser.parse_args()
    bin_dir = Path(arguments.bin).resolve()
    files = arguments.files or sorted(p for d in ('.', 'licenses', 'corpora', 'docs') for p in (SOURCE / d).glob('*.md'))
    stale = 0
    for path in files:
        text = path.read_text(encoding='utf-8')
        fresh = BLOCK.sub(lambda m: m[1] + output(m[2], bin_dir) + m[4], text)
        if fresh == text:
            continue
        stale += 1
        if arguments.check:
            for old, new in zip(BLOCK.finditer(text), BLOCK.finditer(fresh)):
                if old[3] != new[3]:
                    print(f'{path}: the output of `{old[2]}` has changed; run ./dev docs')
        else:
            path.write_text(fresh, encoding='utf-8')
            print(f'{path}: rewritten')
    sys.exit(1 if arguments.check and stale else 0)


if __name__ == '__main__':
    main()
