#!/usr/bin/env python3
"""The laws of the house, read off the sources: who may include whom, and what the library must never touch.

usage: layers_test.py [FOLDER]      checks FOLDER (this checkout by default), after a check of itself

Each law is one entry of LAWS or one function below; a breach is printed as file:line: reason.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])

# Folder of src/ -> the prefixes of our own headers it may include. '' stands for the files right in src/.
LAWS = {
    'taxonomy': ['taxonomy/', 'caveat_export.h'],
    'text': ['text/'],
    'rules': ['rules/', 'text/', 'taxonomy/', 'caveat.h'],
    'match': ['match/', 'rules/', 'text/', 'taxonomy/', 'caveat.h'],
    'classify': ['classify/', 'match/', 'rules/', 'text/words.h', 'text/span.h', 'taxonomy/', 'caveat.h', 'embedded.h'],
    'model': ['model/', 'classify/', 'text/', 'taxonomy/', 'caveat.h', 'caveat_export.h'],
    'gate': ['gate/', 'classify/expression.h', 'model/model.h', 'taxonomy/', 'caveat.h'],
    'report': ['report/', 'gate/policy.h', 'gate/judge.h', 'model/answers.h', 'model/model.h', 'model/repository.h', 'taxonomy/', 'caveat.h', 'embedded.h',
               'sha256.h'],
    '': ['caveat.h', 'caveat_c.h', 'caveat_export.h', 'embedded.h', 'license_sources.h', 'sha256.h', 'taxonomy/', 'text/', 'rules/', 'match/', 'classify/', 'model/', 'gate/', 'report/'],
}
FOLDERS = [*LAWS, 'rulec', 'hub', 'scan', 'store', 'cli', 'python']
LIBRARY = ['taxonomy', 'text', 'rules', 'match', 'classify', 'model', 'gate', 'report', '']
# Engine headers -> the only files that may include them.
ENGINES = {
    r'hs(_\w+)?\.h|hs/.*': r'src/match/(gate|anchors)\w*\.(cc|h)',
    r're2/.*': r'src/match/(oracle|confirm)\w*\.(cc|h)',
}
PUBLIC = ['src/caveat.h', 'src/caveat_c.h', 'src/caveat_export.h', 'src/taxonomy/taxonomy.h',
          *(f'src/model/{name}.h' for name in ('answers', 'ask', 'judge', 'model', 'pointer', 'repository', 'roles'))]
FOREIGN = r'(absl|re2|hs|hwy|openssl|utf8proc)[/._].*|utf8proc\.h|xxhash\.h|hs\.h'
OUTSIDE_HEADERS = r'(fstream|cstdio|stdio\.h|iostream|thread|filesystem|chrono|ctime|time\.h|unistd\.h|fcntl\.h|sys/.*|pthread\.h|dirent\.h|csignal|future)'
OUTSIDE_NAMES = (r'\b(getenv|secure_getenv|abort|_Exit|quick_exit|fopen|printf|fprintf|puts|fputs|fwrite|system|clock_gettime|pthread_create)\s*\(|'
                 r'(?<![\w.>])exit\s*\(|\bstd::(exit|terminate|cout|cerr|clog|thread|jthread|async|filesystem|ofstream|ifstream)\b')
# What undefined symbols of the finished library would betray.
OUTSIDE_SYMBOLS = re.compile(r'^(fopen(64)?|open(64)?|getenv|secure_getenv|exit|_exit|printf|puts|system|time|clock_gettime|gettimeofday|'
                             r'pthread_create|_ZSt4cout|_ZSt4cerr|_ZNSt6chrono.*)$')
INVISIBLE = re.compile('[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def code_only(text, keep_strings=False):
    """The text with comments (and the insides of strings) blanked out; line numbers stay."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\d)\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match):
        piece = match[0]
        if keep_strings and not piece.startswith('/'):
            return piece
        return re.sub(r'[^\n]', ' ', piece) if piece.startswith('/') else '""' + '\n' * piece.count('\n')
    return token.sub(blank, text)


def files(root, *patterns):
    return sorted(p for pattern in patterns for p in root.glob(pattern) if p.is_file())


def read(path):
    return path.read_text(encoding='utf-8', errors='surrogateescape')


def includes(root, complain):
    for path in files(root, 'src/**/*.h', 'src/**/*.cc'):
        name = path.relative_to(root).as_posix()
        folder = '/'.join(name.split('/')[1:-1])
        for number, line in enumerate(read(path).split('\n'), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            header = found[2]
            allowed = LAWS.get(folder)
            ours = '/' not in header and (root / 'src' / header).exists() or '/' in header and header.split('/')[0] in FOLDERS
            if ours and allowed is not None and not any(header == a or a.endswith('/') and header.startswith(a) for a in allowed):
                complain(name, number, f'src/{folder} may not include "{header}"')
            for engine, owner in ENGINES.items():
                if re.fullmatch(engine, header) and not re.fullmatch(owner, name):
                    complain(name, number, f'only {owner} may include <{header}>')
            if name in PUBLIC and re.fullmatch(FOREIGN, header):
                complain(name, number, f'a public header may not include <{header}>')
            if folder in LIBRARY and found[1] == '<' and re.fullmatch(OUTSIDE_HEADERS, header):
                complain(name, number, f'the library does no input or output, starts no threads and reads no clock: <{header}>')


def names(root, complain):
    for path in files(root, 'src/**/*.h', 'src/**/*.cc'):
        name = path.relative_to(root).as_posix()
        folder = '/'.join(name.split('/')[1:-1])
        if folder in LIBRARY:
            for number, line in enumerate(code_only(read(path)).split('\n'), 1):
                found = re.search(OUTSIDE_NAMES, line)
                if found:
                    complain(name, number, f'the library may not use {found[0].strip(" (")}')
                if folder == 'classify' and re.search(r'\btext::(Text|Decode|Fold)\b', line):
                    complain(name, number, 'classify sees words, never bytes')


def license_ids(root, complain):
    ids = {p.stem for p in files(root, 'licenses/known/**/*.license')} | {'MIT', 'Apache-2.0', 'GPL-3.0', 'BSD-3-Clause', 'CC-BY-4.0', 'CC0-1.0'}
    for path in files(root, 'src/match/*.h', 'src/match/*.cc'):
        for number, line in enumerate(code_only(read(path), keep_strings=True).split('\n'), 1):
            for word in re.findall(r'"([^"]*)"', line):
                if word in ids:
                    complain(path.relative_to(root).as_posix(), number, f'match knows no licence ids: "{word}"')


def build_reads_no_tests(root, complain):
    for path in files(root, 'CMakeLists.txt', 'cmake/*', 'src/rulec/*.cc', 'src/rulec/*.h', 'licenses/**/CMakeLists.txt'):
        comment = r'#.*' if path.suffix in ('.txt', '.cmake') else r'//.*'
        for number, line in enumerate(read(path).split('\n'), 1):
            if re.search(r'\bcorpora\b|\.\./shared\b', re.sub(comment, '', line)):
                complain(path.relative_to(root).as_posix(), number, 'nothing at build time may read corpora/ or shared data')


def guards(root, complain):
    for path in files(root, 'src/**/*.h'):
        name = path.relative_to(root).as_posix()
        want = 'CAVEAT_' + re.sub(r'[/.]', '_', name[4:]).upper() + '_'
        if f'#ifndef {want}\n#define {want}\n' not in read(path) and 'HWY_TARGET_TOGGLE' not in read(path):
            complain(name, 1, f'the include guard is {want}')


def characters(root, complain):
    """Code is ASCII (comments and strings may show what they speak of); nothing invisible anywhere; no path of somebody's machine."""
    product = files(root, 'src/**/*.h', 'src/**/*.cc', 'bench/**/*.cc', 'cmake/*', '*.txt', '*.md', '*.json', 'dev', '.ci/run',
                    'licenses/**/*.clause', 'licenses/**/*.md', 'tests/**/*.cc', 'tests/**/*.h', 'tests/**/*.py')
    for path in product:
        name = path.relative_to(root).as_posix()
        text = read(path)
        table = re.fullmatch(r'src/text/tables.*', name) is not None
        if name.startswith('src/') and not table:
            for number, line in enumerate(code_only(text).split('\n'), 1):
                if not line.isascii():
                    complain(name, number, 'code is ASCII outside of comments and strings')
        for number, line in enumerate(text.split('\n'), 1):
            if INVISIBLE.search(line) and not table and name.startswith(('src/', 'tests/', 'bench/', 'cmake/')):
                complain(name, number, 'invisible character: write it as an escape')
            if re.search(r'(?<![\w.])/(work|root|home/\w+)/', line) and name != 'tests/layers_test.py':
                complain(name, number, 'a path of one machine')


def tests_exist(root, complain):
    """One source file of the core, one test file of the same name."""
    for path in files(root, 'src/*.cc', 'src/*/*.cc'):
        name = path.relative_to(root).as_posix()
        folder = '/'.join(name.split('/')[1:-1])
        if folder in LIBRARY and not re.match(r'tables', path.stem):
            wanted = [root / 'tests' / folder / f'{path.stem}{end}' for end in ('_test.cc', '_corpus_test.cc', '_threads_test.cc')]
            if not any(w.exists() for w in wanted):
                complain(name, 1, f'has no test tests/{folder + "/" if folder else ""}{path.stem}_test.cc')


def symbols(root, complain):
    """The finished library asks the system for no files, clock, environment or threads (only checked beside a plain build)."""
    library = Path(os.environ.get('CAVEAT_BUILD_DIR') or root / 'build') / 'libcaveat.a'
    if not library.exists():
        return
    listed = subprocess.run(['nm', '-A', '--undefined-only', library], capture_output=True, text=True, check=False).stdout
    if '__asan_' in listed or '__tsan_' in listed:
        return
    for line in listed.splitlines():
        place, _, symbol = line.rpartition(' U ')
        if OUTSIDE_SYMBOLS.match(symbol.split('@')[0]):
            complain(place.strip(' :'), 0, f'the library calls {symbol}')


CHECKS = [includes, names, license_ids, build_reads_no_tests, guards, characters, tests_exist, symbols]


def breaches(root):
    found = []
    for check in CHECKS:
        check(root, lambda name, number, reason, who=check.__name__: found.append((who, f'{name}:{number}: {reason}')))
    return found


def check_itself():
    """Each law must notice its breach, and clean files must pass."""
    bad = {
        'src/text/a.cc': ('includes', '#include "rules/rule.h"\n'),
        'src/rules/b.cc': ('includes', '#include <re2/re2.h>\n'),
        'src/match/resolve.cc': ('includes', '#include <hs.h>\n'),
        'src/report/c.cc': ('includes', '#include "match/hit.h"\n'),
        'src/classify/d.cc': ('includes', '#include "text/fold.h"\n'),
        'src/caveat.h': ('includes', '#include <absl/strings/string_view.h>\n'),
        'src/text/e.cc': ('includes', '#include <fstream>\n'),
        'src/text/f.cc': ('names', 'void F() { std::abort(); }\n'),
        'src/rules/g.cc': ('names', 'auto x = std::getenv("X");\n'),
        'src/classify/h.cc': ('names', 'void F(const text::Text&);\n'),
        'src/match/i.cc': ('license_ids', 'auto x = "Apache-2.0";\n'),
        'cmake/x.cmake': ('build_reads_no_tests', 'file(GLOB x corpora/*)\n'),
        'src/text/j.h': ('guards', '#pragma once\n'),
        'src/text/k.cc': ('characters', 'auto \u00e9 = 1;\n'),
        'src/text/l.cc': ('characters', '// \u202e\n'),
        'src/text/m.cc': ('tests_exist', 'int x;\n'),
    }
    good = {
        'src/text/n.cc': '// abort() exit(1) "rules/x.h" \u00e9\n#include "xxhash.h"\n#include "text/n.h"\nauto s = "std::cout << printf( \u4e07";  // fine\n',
        'tests/text/n_test.cc': '\n',
        'src/match/anchors.cc': '#include <hs.h>\n#include "rules/rule.h"\n',
        'tests/match/anchors_test.cc': '\n',
        'src/hub/o.cc': '#include <fstream>\n#include <thread>\nint main() { std::cout << 1; }\n',
    }
    for content in [{name: text} for name, (_, text) in bad.items()] + [good]:
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary)
            for name, text in content.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding='utf-8')
            found = breaches(root)
        if content is good:
            assert not [f for f in found if f[0] != 'symbols'], found
        else:
            name = next(iter(content))
            assert any(who == bad[name][0] and text.startswith(name) for who, text in found), (name, found)


def main():
    check_itself()
    found = breaches(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else SOURCE)
    for _, text in found:
        print(text)
    print(f'{len(CHECKS)} laws, {len(found)} breaches')
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
