#!/usr/bin/env python3
"""Builds and runs the examples of other languages against an install tree of this build. Where a language's tools are missing it says so."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])
BUILD = Path(os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')
TERMS = 'You may use the model. If your products have more than 3 million monthly active users, you must request a license from us.\n'


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f'failed: {" ".join(str(c) for c in command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}')
    return done.stdout


def go(source, environment):
    program = source / 'program'
    run('go', 'build', '-o', program, '.', cwd=source, env={**environment, 'CGO_ENABLED': '1', 'GOFLAGS': '-mod=mod', 'GOPROXY': 'off'})
    return program


def rust(source, environment):
    run('cargo', 'build', '--offline', '--quiet', cwd=source, env=environment)
    return source / 'target/debug/caveat-example'


def version(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    numbers = ''.join(c if c.isdigit() or c == '.' else ' ' for c in done.stdout).split()
    return next((tuple(int(x) for x in n.split('.')[:2]) for n in numbers if n.count('.') > 0 and n[0] != '.'), None)


def main():
    said = []
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        run('cmake', '--install', BUILD, '--prefix', temporary / 'prefix')
        pkgconfig = next((temporary / 'prefix').rglob('caveat.pc')).parent
        environment = {**os.environ, 'PKG_CONFIG_PATH': str(pkgconfig), 'LD_LIBRARY_PATH': str(pkgconfig.parent)}
        terms = temporary / 'terms.txt'
        terms.write_text(TERMS)
        for name, build, has in (('go', go, version('go', 'version')), ('rust', rust, version('cargo', '--version'))):
            least = {'go': (1, 20), 'rust': (1, 64)}[name]
            if has is None or has < least:
                said.append(f'{name}: not built, needs {least[0]}.{least[1]} or newer')
                continue
            shutil.copytree(SOURCE / 'examples' / name, temporary / name)
            out = run(build(temporary / name, environment), terms, env=environment)
            assert 'restriction.scale-cap at line 1: ' in out, out
            said.append(f'{name}: built and run')
    print('; '.join(said))


if __name__ == '__main__':
    main()
