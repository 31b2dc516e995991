#!/usr/bin/env python3
"""What strangers write reaches people only as text: hostile names, cards and licences through every output for people.

usage: hostile_test.py [--bin DIR]

Terminal escapes and invisible characters, HTML, formulas of spreadsheets, Markdown; from files, from a folder, from a database, from a
policy and in messages on standard error. Names of repositories do not lead out of a folder of exports.
"""
import argparse
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])

TERMINAL = '\x1b[2J\x1b]0;owned\x07\x9b31m\x7f\u202e\u2066\u200b\u2028\ufeff'
HTML = '"><img src=x onerror=alert(1)><script>alert(1)</script><!--'
MARKDOWN = '](http://evil.example) ![x](http://evil.example) **b** @everyone `` ` `` | <b>x</b> https://evil.example #1'
FORMULA = '=HYPERLINK("http://evil.example","x")'
PAYLOADS = {'terminal': TERMINAL, 'html': HTML, 'markdown': MARKDOWN, 'formula': FORMULA, 'at': '@SUM(1+1)', 'minus': '-2+3', 'wide': '＝1+1'}
EXPORTS = ['sarif', 'spdx', 'spdx3', 'cyclonedx', 'cyclonedx-1.7', 'csv', 'markdown']
# No byte of these may reach a terminal, raw or in UTF-8.
UNSEEN = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad = []

    def handle_starttag(self, tag, attributes):
        if tag in ('img', 'iframe', 'object', 'embed', 'b') or tag == 'script' and dict(attributes).get('src'):
            self.bad.append(tag)
        self.bad += [f'{tag} {k}={v}' for k, v in attributes
                     if k.startswith('on') or k in ('href', 'src') and not re.match(r'#|https://|data:', v or '')]

    def handle_comment(self, data):
        if 'alert' in data:
            self.bad.append('comment')


def terminal(text):
    found = UNSEEN.search(text)
    assert not found, f'{found[0]!r} in {text[max(0, found.start() - 60):found.start() + 20]!r}'


def page(text):
    parser = Page()
    parser.feed(text)
    assert not parser.bad, parser.bad
    assert '<script>alert' not in text


def table(text):
    rows = list(csv.reader(io.StringIO(text, newline='')))
    assert len({len(row) for row in rows}) == 1, 'rows of different length'
    for row in rows:
        for cell in row:
            assert not cell or cell[0] not in '=+-@\t\r＝＋－＠', cell
            terminal(cell)


def code(text):
    """Without code: fences, then spans, as CommonMark has them."""
    text = re.sub(r'^(`{3,})[^\n]*\n.*?^\1`*$', '', text, flags=re.S | re.M)
    return re.sub(r'(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)', 'CODE', text)


def markdown(text):
    terminal(text)
    plain = re.sub(r'\\[!-/:-@\[-`{-~]', '', code(text))  # what is escaped marks nothing
    # Own marks: <br>, <details> and <summary> of the gate.
    for bad in ('<img', '<script', '<b>', '<!--', '](http', ' @everyone', 'https://evil'):
        assert bad not in plain, f'{bad} in {plain[max(0, plain.find(bad) - 100):plain.find(bad) + 60]!r}'
    for block in re.findall(r'(?:^\|.*\n)+', text, re.M):
        columns = {len(re.findall(r'(?<!\\)\|', line)) for line in block.splitlines()}
        assert len(columns) == 1, block[:400]


class Program:
    def __init__(self, caveat, folder):
        self.caveat, self.folder, self.count, self.shown = caveat, folder, 0, 0

    def run(self, *arguments, codes=(0, 1, 3), bytes_in=b''):
        done = subprocess.run([self.caveat, *arguments], capture_output=True, cwd=self.folder, check=False, input=bytes_in,
                              env={**os.environ, 'SOURCE_DATE_EPOCH': '1700000000', 'NO_COLOR': '1'})
        assert done.returncode in codes, (arguments, done.returncode, done.stderr[-500:])
        self.count += 1
        self.err = done.stderr.decode('utf-8')  # not UTF-8: an error here
        terminal(self.err)
        out = done.stdout.decode('utf-8')
        self.shown += 'alert(1)' in out and 'evil.example' in out
        return out


def hub(root):
    """A repository for each payload, with the payload wherever a stranger may write."""
    own = (SOURCE / 'LICENSE').read_text()
    for kind, bad in PAYLOADS.items():
        name = bad.replace('/', '%')
        folder = root / 'org' / f'{name} {kind}'
        folder.mkdir(parents=True)
        quoted = json.dumps(bad)
        (folder / 'README.md').write_text(f'---\nlicense: other\nlicense_name: {quoted}\nlicense_link: LICENSE\nbase_model:\n- {quoted}\n- org/{kind}\n'
                                          f'datasets:\n- {quoted}\n---\n# {bad}\nThis is fully open source.\nYou may not use the model to send {bad} spam.\n')
        (folder / 'LICENSE').write_text(own + f'\nYou must not use this for {bad} military purposes. You must show the name "{bad}" on your site.\n')
        (folder / f'LICENSE-{name}.txt').write_text(f'{bad}\nYou may use the model.\nYou may not use the model to create {bad} malware, or {bad}.\n')
        (folder / 'config.json').write_text(json.dumps({'_name_or_path': bad, 'architectures': [bad]}))
        (folder / 'model.safetensors').write_bytes(b'\xff' * 20)
        (folder / f'NOTICE-{name}').symlink_to('/none')
    return sorted(p.relative_to(root.parent).as_posix() for p in (root / 'org').iterdir())


POLICY = '''version = 1
name = {bad}
[licenses]
allow = ["MIT"]
unknown = "deny"
edited = "deny"
[[rule]]
id = "uses"
action = "deny"
because = {bad}
clause = ["use", "restriction", "condition"]
[[rule]]
id = "conflicts"
action = "review"
conflict = ["declared-vs-found", "edited-license", "openness-claim", "unknown-license"]
[[exception]]
rule = "uses"
path = "LICENSE"
reason = {bad}
expires = 2099-01-01
[[exception]]
rule = "conflicts"
path = "README.md"
reason = {bad}
expires = 2001-01-01
'''


def each(program, folder, repositories):
    files = [p.relative_to(folder).as_posix() for r in repositories for p in (folder / r).iterdir() if p.is_file() and p.suffix != '.safetensors']
    missing = [f'none {bad}' for bad in PAYLOADS.values()]
    readers = {'human': terminal, 'html': page, 'csv': table, 'markdown': markdown}

    def other(text):
        json.loads(text)
    terminal(program.run('check', '--explain', *files, *missing))
    for name in (*EXPORTS, 'human', 'html', 'json'):
        readers.get(name, other)(program.run('check', '--format', name, *files, *missing))
        for repository in repositories:
            readers.get(name, other)(program.run('model', '--format', name, '--id', repository, repository))
    other(program.run('scancode', '--license-text', '--info', '--json', '-', *files))
    terminal(program.run('diff', files[0], files[1]))
    for repository in repositories:
        terminal(program.run('ask', '--commercial', '--field', 'military', repository))
        (folder / 'bad.toml').write_text('version = 1\n' + '\n'.join(f'{json.dumps(b)} = {json.dumps(b)}' for b in PAYLOADS.values()))
    terminal(program.run('ask', '--profile', 'bad.toml', files[0], codes=(2,)))
    terminal(program.run('gate', '--policy', 'bad.toml', files[0], codes=(2,)))


def gate(program, folder, repositories):
    readers = {'human': terminal, 'markdown': markdown, 'json': json.loads, 'sarif': json.loads}
    for kind, bad in PAYLOADS.items():
        (folder / 'p.toml').write_text(POLICY.replace('{bad}', json.dumps(bad).replace('\\u009b', '').replace('\x7f', '')))
        for name, reader in readers.items():
            reader(program.run('gate', '--policy', 'p.toml', '--format', name, 'hub.db', codes=(1,)))
            assert program.err.count('\n') >= len(PAYLOADS), program.err  # the links that lead nowhere
            reader(program.run('gate', '--policy', 'p.toml', '--format', name, *repositories, codes=(1,)))
        terminal(program.run('policy', 'explain', 'p.toml'))
    for bad in PAYLOADS.values():
        terminal(program.run('gate', '--policy', bad.replace('\0', ''), 'hub.db', codes=(2,)))


def export(program, folder, count):
    for name in (*EXPORTS, 'scancode', 'jsonl'):
        out = program.run('export', '--db', 'hub.db', '--format', name)
        if name == 'csv':
            table(out)
        elif name == 'markdown':
            markdown(out)
            assert len(re.findall(r'^\| ', out, re.M)) == count + 1
        else:
            for part in out.rstrip('\n').split('\n') if name == 'jsonl' else [out]:  # U+2028 ends no line
                json.loads(part)
        program.run('export', '--db', 'hub.db', '--format', name, '--out', f'inside/{name}')
        written = [p for p in (folder / 'inside' / name).rglob('*') if p.is_file()]
        assert len(written) == count
        for path in written:
            terminal(path.name)
            assert re.fullmatch(r'[A-Za-z0-9._+%~-]+', path.name) and not path.name.startswith('.'), path


def climb(program, folder):
    """Ids that would be paths elsewhere."""
    ids = ['../../../up', '/etc/x', '..', '.', 'a/../../b', '\\..\\x', '~/x', 'a\x00b/c']
    rows = ''.join(json.dumps({'modelId': i, 'card': '# A'}) + '\n' for i in ids)
    before = {p for p in folder.rglob('*') if 'climb' not in p.as_posix()}
    (folder / 'climb.jsonl').write_text(rows)
    program.run('scan', 'climb.jsonl', '--db', 'climb.db', '--quiet')
    program.run('export', '--db', 'climb.db', '--format', 'spdx', '--out', 'climb/a/b')
    assert {p for p in folder.rglob('*') if 'climb' not in p.as_posix()} == before
    written = [p for p in (folder / 'climb').rglob('*') if p.is_file()]
    assert len(written) == len(ids) and all('climb/a/b' in p.as_posix() for p in written), written


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', default=os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')
    caveat = Path(parser.parse_args().bin).resolve() / 'caveat'
    if not caveat.exists():
        print('no program was built; nothing to check')
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repositories = hub(folder / 'hub')
        program = Program(caveat, folder)
        each(program, folder, repositories)
        terminal(program.run('scan', 'hub', '--db', 'hub.db', codes=(3,)))
        export(program, folder, len(repositories))
        gate(program, folder, repositories)
        climb(program, folder)
        assert program.shown > 50, program.shown  # it was there to do harm
        print(f'{program.count} outputs, {program.shown} of them with all of it: what strangers wrote is text in all of them')


if __name__ == '__main__':
    main()
