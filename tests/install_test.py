#!/usr/bin/env python3
"""The library as others get it: installs the build, then builds the programs of README.md against it in each way.

usage: install_test.py [--build-all]      --build-all also builds add_subdirectory and FetchContent, which compiles everything again

Checked: headers stand alone, as C99 and C++20; find_package and pkg-config, with gcc and clang, C and C++; no flag of ours reaches others;
the shared library shows the names of tests/install/symbols.txt and no others; fields of the C interface lie where tests/install/layout.txt
says. A change there that takes something away breaks programs linked with an older library: raise CAVEAT_SOVERSION. --update rewrites both.
C++ structures may change with each minor version.
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])
BUILD = Path(os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')
SYMBOLS = SOURCE / 'tests/install/symbols.txt'
LAYOUT = SOURCE / 'tests/install/layout.txt'
TERMS = ('You may use the model. If your products have more than 3 million monthly active users, you must request a license from us.\n')


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f'failed: {" ".join(str(c) for c in command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}')
    return done.stdout


def readme_programs(folder):
    """The complete programs that README.md shows, as files: name -> path."""
    text = (SOURCE / 'README.md').read_text(encoding='utf-8')
    programs = {}
    for language, code in re.findall(r'^```(cpp|c)\n(.*?)^```', text, re.S | re.M):
        if 'int main(' in code:
            name = {'cpp': 'readme.cc', 'c': 'readme.c'}[language]
            (folder / name).write_text(code, encoding='utf-8')
            programs[name] = folder / name
    assert sorted(programs) == ['readme.c', 'readme.cc'], f'README.md shows {sorted(programs)}'
    return {**programs, 'model.cc': SOURCE / 'tests/install/model.cc'}


def compilers():
    pairs = [('gcc', 'g++'), ('clang-14', 'clang++-14'), ('clang', 'clang++')]
    found = [(c, cxx) for c, cxx in pairs if shutil.which(c) and shutil.which(cxx)]
    return found[:2]


def headers(include, cc, cxx):
    public = sorted(p.relative_to(include).as_posix() for p in include.rglob('*.h'))
    assert 'caveat.h' in public and 'caveat_c.h' in public, public
    for header in public:
        line = f'#include "{header}"\n'
        run(cxx, '-std=c++20', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include, '-x', 'c++', '-', input=line)
    run(cc, '-std=c99', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include, '-x', 'c', '-', input='#include "caveat_c.h"\n')
    return len(public)


def answers(program, terms, **options):
    out = run(program, terms, **options)
    assert 'restriction.scale-cap' in out, out
    if 'model' in program.name:
        assert 'LICENSE: license' in out and 'conflict: declared-vs-found' in out and 'with 5 million users: ' in out, out


def layout_program(include):
    """A C program that prints the size of each structure of the C interface and the place of each field."""
    lines = []
    for body, name in re.findall(r'typedef struct caveat_\w+ \{(.*?)\} (caveat_\w+);', (include / 'caveat_c.h').read_text(), re.S):
        fields = re.findall(r'[\w*] (\w+)(?=[;,])|, (\w+)(?=[;,])', re.sub(r'/\*.*?\*/', '', body, flags=re.S))
        lines.append(f'  printf("{name} %zu\\n", sizeof({name}));')
        lines += [f'  printf("{name}.{field} %zu\\n", offsetof({name}, {field}));' for field in (a or b for a, b in fields)]
    assert len(lines) > 50, lines
    return '#include <caveat_c.h>\n#include <stdio.h>\nint main(void) {\n' + '\n'.join(lines) + '\n  return 0;\n}\n'


def layout(include, folder, cc, update):
    """What an older program knows of the structures is still so: fields stay in their places, new ones come behind."""
    (folder / 'layout.c').write_text(layout_program(include))
    run(cc, '-std=c99', '-I', include, folder / 'layout.c', '-o', folder / 'layout')
    if struct.calcsize('P') != 8:
        return 'layouts are listed for machines of 64 bits'
    lines = run(folder / 'layout').splitlines()
    if update:
        LAYOUT.write_text('\n'.join(lines) + '\n')
    found = {name: int(number) for name, number in map(str.split, lines)}
    want = {name: int(number) for name, number in map(str.split, LAYOUT.read_text().splitlines())}
    for name, number in want.items():
        assert name in found, f'{name} is gone'
        may_grow = '.' not in name and f'{name}.struct_size' in want
        assert found[name] == number or may_grow and found[name] > number, f'{name} was {number}, is {found[name]}'
    new = sorted(set(found) - set(want))
    assert not new, f'not listed: {new}'
    return f'{len(found)} sizes and places in C'


def foreign_flags(folder, ours):
    """Compile commands of the consumer's own files hold nothing that it did not ask for."""
    for entry in json.loads((folder / 'compile_commands.json').read_text()):
        if ours in entry['file']:
            continue
        flags = [f for f in entry['command'].split() if re.match(r'-(W|f|O|g|m|pthread|D)', f) and not re.match(r'-std=', f)]
        assert not flags, f'{entry["file"]} is compiled with {flags}'


def configure(folder, use, programs, cc, cxx, *more):
    run('cmake', '-S', SOURCE / 'tests/install/consumer', '-B', folder, '-G', 'Ninja', f'-DUSE={use}', f'-DCMAKE_C_COMPILER={cc}',
        f'-DCMAKE_CXX_COMPILER={cxx}', '-DSOURCES=' + ';'.join(str(p) for p in programs.values()), f'-DCAVEAT_SOURCE={SOURCE}', *more)
    foreign_flags(folder, str(SOURCE))


def symbols(library, update):
    listed = run('nm', '-D', '--defined-only', library).splitlines()
    names = sorted({line.split()[-1].split('@')[0] for line in listed} - {'CAVEAT_0'})
    if update:
        SYMBOLS.write_text('\n'.join(names) + '\n')
    want = SYMBOLS.read_text().split()
    assert names == want, f'shown but not listed: {sorted(set(names) - set(want))}; listed but not shown: {sorted(set(want) - set(names))}'
    soname = re.search(r'SONAME.*\[(.*)\]', run('readelf', '-d', library))
    assert soname and re.fullmatch(r'libcaveat\.so\.\d+', soname[1]), soname
    return len(names)


def main():
    done = []
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        prefix = temporary / 'prefix'
        run('cmake', '--install', BUILD, '--prefix', prefix)
        for name in ('man/man1/caveat.1', 'bash-completion/completions/caveat', 'zsh/site-functions/_caveat', 'fish/vendor_completions.d/caveat.fish'):
            assert 'caveat' in (prefix / 'share' / name).read_text(encoding='utf-8'), name
        include = prefix / 'include/caveat'
        pkgconfig = next(prefix.rglob('caveat.pc')).parent
        library = pkgconfig.parent
        terms = temporary / 'terms.txt'
        terms.write_text(TERMS)
        programs = readme_programs(temporary)
        environment = {**os.environ, 'PKG_CONFIG_PATH': str(pkgconfig), 'LD_LIBRARY_PATH': str(library)}
        shared = next(library.glob('libcaveat.so.*'), None)
        if not shared:
            defined = {line.split()[-1] for line in run('nm', '--defined-only', library / 'libcaveat.a').splitlines() if line}
            gone = [name for name in SYMBOLS.read_text().split() if name not in defined]
            assert not gone, f'promised, but not there: {gone}'
            done.append('promised symbols defined')
        else:
            done.append(f'{symbols(shared, "--update" in sys.argv)} symbols shown')
        for cc, cxx in compilers():
            done.append(f'{headers(include, cc, cxx)} headers alone with {cxx}')
            done.append(layout(include, temporary, cc, '--update' in sys.argv))
            folder = temporary / f'package-{cxx}'
            configure(folder, 'package', programs, cc, cxx, f'-DCMAKE_PREFIX_PATH={prefix}')
            run('cmake', '--build', folder)
            for name in programs:
                answers(folder / name.replace('.', '_'), terms)
            done.append(f'find_package with {cxx}')
            flags = run('pkg-config', '--cflags', '--libs', 'caveat', env=environment).split()
            for name, source in programs.items():
                program = temporary / f'pc-{cxx}-{name}.out'
                compiler = [cxx, '-std=c++20'] if name.endswith('.cc') else [cc, '-std=c99']
                run(*compiler, source, '-o', program, *flags)
                answers(program, terms, env=environment)
            done.append(f'pkg-config with {cxx}')
        for use in ('subdirectory', 'fetch'):
            cc, cxx = compilers()[0]
            folder = temporary / use
            launcher = ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache', '-DCMAKE_BUILD_TYPE=Release'] if '--build-all' in sys.argv and shutil.which('ccache') else []
            configure(folder, use, programs, cc, cxx, *launcher)
            if '--build-all' in sys.argv:
                run('cmake', '--build', folder, '--target', *(name.replace('.', '_') for name in programs))
                for name in programs:
                    answers(folder / name.replace('.', '_'), terms)
            done.append(f'{use} {"built" if "--build-all" in sys.argv else "configured"}')
    print('; '.join(done))


if __name__ == '__main__':
    main()
