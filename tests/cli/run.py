#!/usr/bin/env python3
"""Runs command-line scripts and compares what they print, character by character.

usage: run.py --bin DIR [--update] SCRIPT.cli...

A script is a list of blocks. Text before the first block, and lines that start with "##", are comments.

    $ caveat check tests/data/x.txt        a shell command, run in the source folder with DIR on the PATH
    what it prints                         its standard output
    2> caveat: y.txt: no such file         its standard error, a line each
    ? 3                                    its exit code; 0 when not given

"[..]" stands for any text within a line, a line "..." for any number of lines. Blank lines at the end of a block mean nothing.
An output line that would look like one of the marks above, or that begins with a backslash, is written with a backslash before it.
HOME is an empty folder, $T a folder for the script's own files, standard input is empty, output is no terminal, NO_COLOR is unset.
--update rewrites the expectations; lines with "[..]" that still match are kept.
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MARKS = re.compile(r'(\$ |2> ?|\? |##|\\|\.\.\.$)')
SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[2])
TIMEOUT = 300


def parse(text):
    """The script as (comment lines, command, expected lines) triples; the last may have no command."""
    blocks, comments, command, expected = [], [], None, []
    for line in text.split('\n'):
        if line.startswith('$ '):
            if command is not None:
                blocks.append((comments, command, expected))
                comments, expected = [], []
            # Comments that stand right before a command belong to it, not to the block above.
            command = line[2:]
            if blocks:
                above = blocks[-1][2]
                while above and (above[-1].startswith('##') or not above[-1].strip()):
                    comments.insert(0, above.pop())
        elif command is None:
            comments.append(line)
        else:
            expected.append(line)
    if command is not None:
        blocks.append((comments, command, expected))
    return blocks


def trim(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def trim_both(lines):
    return trim(trim(lines)[::-1])[::-1]


def split(expected):
    """Expected lines as (standard output, standard error, exit code), escapes kept."""
    out, err, code = [], [], 0
    for line in trim([e for e in expected if not e.startswith('##')]):
        if line.startswith('2>'):
            err.append(line[3:])
        elif re.fullmatch(r'\? \d+', line):
            code = int(line[2:])
        else:
            out.append(line)
    return trim(out), err, code


def pattern(line):
    if line.startswith('\\'):
        line = line[1:]
    return '.*'.join(re.escape(part) for part in line.split('[..]'))


def matches(expected, actual):
    regex = ''.join(r'(?:[^\n]*\n)*?' if line == '...' else pattern(line) + r'\n' for line in expected)
    return re.fullmatch(regex, ''.join(line + '\n' for line in actual)) is not None


def execute(command, environment):
    done = subprocess.run(['sh', '-c', command], cwd=SOURCE, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=TIMEOUT, check=False)
    lines = lambda data: trim(data.decode('utf-8', 'backslashreplace').split('\n'))
    return lines(done.stdout), lines(done.stderr), done.returncode


def canonical(out, err, code, old):
    """How the result is written; old lines with a placeholder that match are kept."""
    kept = [line for line in old if '[..]' in line]

    def write(line, prefix):
        for candidate in kept:
            if candidate.startswith('2>') == bool(prefix) and re.fullmatch(pattern(candidate[len(prefix):]), line):
                return candidate
        return prefix + line if prefix else ('\\' if MARKS.match(line) else '') + line
    return [write(x, '') for x in out] + [write(x, '2> ').rstrip() for x in err] + ([f'? {code}'] if code else [])


def run(script, bin_dir, update):
    blocks = parse(script.read_text(encoding='utf-8'))
    if not blocks:
        print(f'{script}: no command')
        return False
    good, written = True, []
    with tempfile.TemporaryDirectory() as temporary:
        home, own = Path(temporary, 'home'), Path(temporary, 'own')
        home.mkdir(), own.mkdir()
        environment = {k: v for k, v in os.environ.items() if k.endswith('SAN_OPTIONS') or k.startswith('CAVEAT_')}
        environment.update(PATH=f'{bin_dir}:/usr/local/bin:/usr/bin:/bin', HOME=str(home), T=str(own), TMPDIR=str(own), LC_ALL='C.UTF-8',
                           PYTHONDONTWRITEBYTECODE='1')
        for comments, command, expected in blocks:
            try:
                out, err, code = execute(command, environment)
            except subprocess.TimeoutExpired:
                print(f'{script}: $ {command}\n  still running after {TIMEOUT} s')
                return False
            own_name = lambda lines: [line.replace(str(own), '$T') for line in lines]
            out, err = own_name(out), own_name(err)
            want_out, want_err, want_code = split(expected)
            same = matches(want_out, out) and matches(want_err, err) and code == want_code
            result = trim(expected) if same else canonical(out, err, code, expected)
            written.append('\n'.join(trim_both(comments) + [f'$ {command}'] + result) + '\n')
            if not same and not update:
                good = False
                print(f'{script}: $ {command}')
                for line in difflib.unified_diff(trim(expected), result, 'expected', 'printed', lineterm='', n=2):
                    print('  ' + line)
    if update:
        text = '\n'.join(written)
        if text != script.read_text(encoding='utf-8'):
            script.write_text(text, encoding='utf-8')
            print(f'{script}: rewritten')
    elif not good:
        print(f'to accept: tests/cli/run.py --bin {bin_dir} --update {script}')
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True, help='folder of the caveat program')
    parser.add_argument('--update', action='store_true', help='rewrite the expectations')
    parser.add_argument('scripts', nargs='+', type=Path)
    arguments = parser.parse_args()
    results = [run(script, Path(arguments.bin).resolve(), arguments.update) for script in arguments.scripts]
    sys.exit(0 if all(results) else 1)


if __name__ == '__main__':
    main()
