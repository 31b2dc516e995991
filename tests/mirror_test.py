#!/usr/bin/env python3
"""caveat scan from outside: the same answers whatever the layout, the threads, the shards, and whatever happens on the way.

usage: mirror_test.py [--bin DIR] [--kills N] [--repositories N] [NAME...]      NAME: one of the checks below

Makes small mirrors with corpora/mirror.py in a folder of its own. --kills 100 is what `./dev full` asks for.
"""
import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])


class Bench:
    """Where the checks work: the program, a folder, and short ways to say things."""

    def __init__(self, program, folder, options):
        self.program, self.folder, self.options = program, folder, options
        self.count = 0

    def mirror(self, name, layouts, repositories=None, **more):
        out = self.folder / name
        if not out.exists():
            extra = [f'--{key.replace("_", "-")}={value}' for key, value in more.items()]
            subprocess.run([sys.executable, SOURCE / 'corpora/mirror.py', out, f'--repositories={repositories or self.options.repositories}',
                            f'--layouts={layouts}', '--seed=7', *extra], check=True, stdout=subprocess.DEVNULL)
        return out

    def database(self):
        self.count += 1
        return self.folder / f'{self.count}.db'

    def run(self, *arguments, expect=0, **more):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, check=False, **more)
        assert done.returncode == expect, (arguments, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done

    def scan(self, root, db=None, *flags, expect=0, **more):
        db = db or self.database()
        self.last = self.run('scan', root, '--db', db, *flags, expect=expect, **more)
        return db

    def export(self, db):
        return self.run('export', '--db', db).stdout

    def models(self, db):
        return [json.loads(line) for line in self.export(db).splitlines()]


def read_count(done):
    """How many repositories the run read, by its summary: "220 repositories in x.db: 3 read, 217 as before, 0 gone."."""
    return int(done.stdout.split(': ', 1)[1].split(' read')[0].replace(',', ''))


def copy(source, target):
    subprocess.run(['cp', '-a', '--sparse=always', source, target], check=True)  # weights are holes


def threads(bench):
    root = bench.mirror('all', 'all')
    exports = {bench.export(bench.scan(root, None, '--threads', str(n))) for n in (1, 2, 8)}
    assert len(exports) == 1
    lines = exports.pop().splitlines()
    assert len(lines) == bench.options.repositories
    ids = [json.loads(line)['repository']['id'] or '' for line in lines]
    assert ids == sorted(ids)


def shards(bench):
    root = bench.mirror('all', 'all')
    whole = bench.export(bench.scan(root))
    parts = [bench.scan(root, None, '--shard', f'{i}/3') for i in range(3)]
    sizes = [len(bench.export(part).splitlines()) for part in parts]
    assert sum(sizes) == bench.options.repositories and min(sizes) > 0, sizes
    merged = bench.database()
    bench.run('merge', *parts, '--db', merged)
    assert bench.export(merged) == whole
    # What was merged can be scanned on.
    bench.scan(root, merged)
    assert read_count(bench.last) == 0
    bench.scan(root, parts[0], '--shard', '1/3', expect=2)  # another shard than the file holds


def forms(bench):
    """The same documents in a tree, its archives, its git form and its caches."""
    def answers(layouts):
        out = {}
        for model in bench.models(bench.scan(bench.mirror('form-' + layouts, layouts, 40))):
            identity = model['repository']['id']
            out[identity] = {
                'documents': [{key: d[key] for key in ('path', 'sha256', 'category', 'expression', 'identity', 'findings', 'mentions', 'role')}
                              for d in model['documents'] if d['role'] != 'weights-header'],  # git has pointers there
                **{key: model[key] for key in ('declared', 'found', 'inherited', 'category', 'flags', 'permissions', 'obligations')},
                'conflicts': [(c['kind'], c['severity']) for c in model['conflicts']]}
        assert len(out) == 40, (layouts, len(out))
        parts = [d for model in out.values() for d in model['documents'] if d['path'] == 'adapter/README.md']
        assert len(parts) == 5 and all(d['role'] == 'card' for d in parts), (layouts, parts)
        return out
    plain = answers('plain')
    for layout in ('local-dir', 'tar', 'zip', 'hf-cache', 'modelscope', 'git'):
        other = answers(layout)
        assert set(other) == set(plain), layout
        for identity in plain:
            for key in plain[identity]:
                assert other[identity][key] == plain[identity][key], (layout, identity, key)


def incremental(bench):
    root = bench.folder / 'changing'
    copy(bench.mirror('plain', 'plain'), root)
    db = bench.scan(root)
    bench.scan(root, db)
    assert read_count(bench.last) == 0
    bench.scan(root, db, '--verify')
    assert read_count(bench.last) == 0
    repositories = sorted(p for p in root.glob('plain/*/*'))
    with open(repositories[0] / 'README.md', 'a', encoding='utf-8') as card:
        card.write('\nThe model may not be used commercially.\n')
    os.utime(repositories[1] / 'README.md')  # another time, the same content
    shutil.rmtree(repositories[2])
    (root / 'plain/zebra').mkdir()
    copy(repositories[3], root / 'plain/zebra/copy')
    run_before = 3
    bench.scan(root, db)
    assert 2 <= read_count(bench.last) <= 2 + len(repositories) // 4, bench.last.stdout  # and what was made of them
    assert bench.export(db) == bench.export(bench.scan(root))
    changed = bench.run('export', '--db', db, '--since', run_before).stdout
    assert 'zebra/copy' in changed and len(changed.splitlines()) < len(repositories) / 2
    csv = bench.run('export', '--db', db, '--format', 'csv').stdout
    assert csv.startswith('repository,') and len(csv.splitlines()) == len(repositories) + 1


def kills(bench):
    """Killed at any moment, again and again: nothing is lost and nothing is there twice."""
    root = bench.mirror('kills', 'all', max(300, bench.options.repositories))
    start = time.monotonic()
    whole = bench.export(bench.scan(root))
    duration = time.monotonic() - start
    db, chance, killed, finished = bench.database(), random.Random(4), 0, 0
    while killed < bench.options.kills:
        run = subprocess.Popen([bench.program, 'scan', root, '--db', db, '--quiet', '--threads', '2'], stderr=subprocess.DEVNULL)
        try:
            run.wait(chance.random() * duration)
            assert run.returncode == 0, run.returncode
            finished += 1
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            killed += 1
        # A copy of what is left goes on to the end; the file itself is killed again.
        copied = bench.database()
        for end in ('', '-wal'):
            if Path(f'{db}{end}').exists():
                shutil.copy(f'{db}{end}', f'{copied}{end}')
        bench.scan(root, copied)
        assert bench.export(copied) == whole, killed
        for path in bench.folder.glob(copied.name + '*'):
            path.unlink()
        if run.returncode == 0:  # from the beginning
            db = bench.database()
    print(f'killed {killed} times, {finished} runs came to their end before')


def interrupt(bench):
    root = bench.mirror('kills', 'all', max(300, bench.options.repositories))
    db = bench.database()
    run = subprocess.Popen([bench.program, 'scan', root, '--db', db, '--threads', '1'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(.15)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate()
    assert run.returncode in (0, 130), run.returncode
    if run.returncode == 130:
        assert 'Run the same command again' in errors
    bench.scan(root, db)
    assert bench.export(db) == bench.export(bench.scan(root))


def oddities(bench):
    root = bench.folder / 'odd'
    bench_root = bench.mirror('odd-plain', 'plain', 3)
    copy(bench_root, root)
    (root / 'loop').symlink_to(root)
    model = root / 'plain/odd/model'
    model.mkdir(parents=True)
    (model / 'config.json').write_text('{}')
    (model / 'LICENSE').symlink_to('nowhere')
    (model / 'USE_POLICY.md').symlink_to('USE_POLICY.md')
    (model / 'inner').symlink_to('..')
    os.mkfifo(model / 'NOTICE')
    strange = os.path.join(os.fsencode(root), b'plain', b'odd', b'na\xffme')
    os.mkdir(strange)
    with open(os.path.join(strange, b'README.md'), 'wb') as out:
        out.write(b'---\nlicense: mit\n---\n')
    (root / 'broken.tar').write_bytes(b'this is no archive' * 100)
    (root / 'broken.jsonl').write_text('{"modelId": "a/b", "card": "---\\nlicense: mit\\n---\\n"}\nno json\n[1]\n')
    db = bench.scan(root, expect=3)
    models = {m['repository']['path']: m for m in bench.models(db)}
    assert len(models) == 6, sorted(models)
    assert any(d['status'] == 'error' for m in models.values() for d in m['documents'] if d['path'] == 'LICENSE' and 'odd/model' in m['repository']['path'])
    assert any(d['error'] == 'the link leads back to itself' for m in models.values() for d in m['documents'] if d['path'] == 'USE_POLICY.md')
    assert 'broken.tar' in bench.last.stderr and 'broken.jsonl:2' in bench.last.stderr and 'broken.jsonl:3' in bench.last.stderr
    crowd = bench.folder / 'crowd/one'
    crowd.mkdir(parents=True)
    (crowd / 'config.json').write_text('{}')
    for i in range(100_000):
        os.mknod(f'{crowd}/part-{i:06d}.bin')
    assert len(bench.models(bench.scan(bench.folder / 'crowd'))) == 1


def unreadable(bench):
    """What cannot be read is a row with its reason, the rest is read, and the run ends with 3."""
    root = bench.folder / 'unreadable'
    copy(bench.mirror('odd-plain', 'plain', 3), root)
    healthy = bench.export(bench.scan(root)).splitlines()
    model = root / 'plain/odd/model'
    model.mkdir(parents=True)
    (model / 'config.json').write_text('{}')
    reason = 'permission denied'
    broken = Path('/sys/class/net/lo/speed')  # a regular file that gives an error when it is read
    try:
        broken.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno)
    (model / 'LICENSE').symlink_to(broken) if broken.exists() else (model / 'LICENSE').write_text('x')
    closed = root / 'plain/closed/model'
    closed.mkdir(parents=True)
    (closed / 'README.md').write_text('---\nlicense: mit\n---\n')
    (root / 'plain/closed').chmod(0)
    if not broken.exists():
        (model / 'LICENSE').chmod(0)
    db = bench.folder / 'open' / 'x.db'
    db.parent.mkdir()
    db.parent.chmod(0o777)
    for folder in (bench.folder, *bench.folder.parents):
        if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid() and folder.is_relative_to(tempfile.gettempdir()) and \
                folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)

    def nobody():
        if os.geteuid() == 0:  # who may read everything is told nothing
            os.setgid(65534)
            os.setuid(65534)
    try:
        subprocess.run([bench.program, '--version'], preexec_fn=nobody, capture_output=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return print('unreadable: the program lies where another user cannot run it; nothing was tried')
    bench.scan(root, db, expect=3, preexec_fn=nobody)
    models = {m['repository']['path'].split('unreadable/')[1]: m for m in bench.models(db)}
    errors = [d['error'] for d in models['plain/odd/model']['documents'] if d['status'] == 'error']
    assert errors == [reason], (errors, reason)
    assert 'plain/closed: permission denied' in bench.last.stderr, bench.last.stderr
    assert len(models) == len(healthy) + 1, sorted(models)
    # Once it can be read, it is; and until then nothing of it was taken for gone.
    (root / 'plain/closed').chmod(0o755)
    (model / 'LICENSE').unlink()
    bench.scan(root, db)
    assert bench.export(db) == bench.export(bench.scan(root))


def vanishing(bench):
    """Files and folders that come and go during the run: it ends, and the next one knows what there is."""
    root = bench.folder / 'vanishing'
    copy(bench.mirror('kills', 'all', max(300, bench.options.repositories)), root)
    folders = sorted(root.glob('plain/*/*')) + sorted(root.glob('local-dir/*/*'))
    db = bench.database()
    for i in range(3):
        run = subprocess.Popen([bench.program, 'scan', root, '--db', db, '--quiet', '--verify'], stderr=subprocess.DEVNULL)
        for folder in folders[i::3]:
            if (folder / 'LICENSE').exists():
                (folder / 'LICENSE').unlink()
            if (folder / 'README.md').exists():
                (folder / 'README.md').rename(folder / 'was-README.md')
            if i == 1:
                shutil.rmtree(folder)
        assert run.wait() in (0, 3)
    bench.scan(root, db)
    assert bench.export(db) == bench.export(bench.scan(root))


def standard_input(bench):
    lines = ''.join(json.dumps({'modelId': f'a/m{i}', 'card': f'---\nlicense: mit\n---\nNumber {i}.\n'}) + '\n' for i in range(500))
    db = bench.scan('-', None, input=lines)
    assert len(bench.models(db)) == 500
    bench.scan('-', db, input=lines)
    assert read_count(bench.last) == 0
    mapped = '{"name": "x/y", "body": "# Card", "listed": ["LICENSE", "model.safetensors"]}\n'
    models = bench.models(bench.scan('-', None, '--columns', 'id=name,card=body,files=listed', input=mapped))
    assert [m['repository']['id'] for m in models] == ['x/y']
    # What was made of something that comes later: as from a file, from a pipe and packed too.
    lines = ''.join(json.dumps({'modelId': f'a/child-{i}', 'card': f'---\nlicense: mit\nbase_model: a/base-{i % 7}\n---\n'}) + '\n'
                    for i in range(400))
    lines += ''.join(json.dumps({'modelId': f'a/base-{i}', 'card': '---\nlicense: cc-by-nc-4.0\n---\n'}) + '\n' for i in range(7))
    dump = bench.folder / 'dump.jsonl'
    dump.write_text(lines)
    from_file = bench.export(bench.scan(dump)).replace(json.dumps(str(dump)), '"-"')
    assert from_file.count('"license":"CC-BY-NC-4.0"') > 400, from_file[:2000]
    db = bench.scan('-', None, '--threads', '2', input=lines)
    assert bench.export(db) == from_file
    bench.scan('-', db, input=lines)
    assert read_count(bench.last) == 0 and bench.export(db) == from_file
    with open(dump, encoding='utf-8') as file:
        assert bench.export(bench.scan('-', None, stdin=file)) == from_file
    packed = subprocess.run([sys.executable, '-c', 'import gzip, sys; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))'],
                            input=lines.encode(), capture_output=True, check=True).stdout
    (bench.folder / 'packed').write_bytes(packed)
    with open(bench.folder / 'packed', 'rb') as file:
        assert bench.export(bench.scan('-', None, stdin=file)) == from_file
    assert not list(bench.folder.glob('.caveat*'))


def one_at_a_time(bench):
    import fcntl
    root, db = bench.mirror('plain', 'plain'), bench.database()
    bench.scan(root, db)
    with open(db, 'rb') as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        bench.scan(root, db, expect=2)
        assert 'another run' in bench.last.stderr
    bench.scan(root, db)
    (bench.folder / 'no.db').write_text('not a database, but long enough to be looked at as one' * 100)
    bench.scan(root, bench.folder / 'no.db', expect=2)


def disk_full(bench):
    """A file that cannot grow: the run says so, the file stays whole, and with room again it is finished."""
    root, db = bench.mirror('plain', 'plain'), bench.database()

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    bench.scan(root, db, expect=4, preexec_fn=limit)
    assert 'goes on from there' in bench.last.stderr, bench.last.stderr
    bench.scan(root, db)
    whole = bench.export(bench.scan(root))
    assert bench.export(db) == whole
    # A real one, where we may mount: a small file system in memory.
    small = bench.folder / 'small'
    small.mkdir()
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', small], capture_output=True, check=False).returncode != 0:
        return print('disk_full: no right to mount a small file system; the limit on files stood in for it')
    try:
        db = small / 'x.db'
        bench.scan(root, db, expect=4)
        assert 'full' in bench.last.stderr and 'goes on from there' in bench.last.stderr, bench.last.stderr
        bench.scan(root, db, expect=4)  # still no room: nothing is damaged by trying
        subprocess.run(['mount', '-o', 'remount,size=64m', small], check=True)
        bench.scan(root, db)
        assert bench.export(db) == whole
    finally:
        subprocess.run(['umount', small], check=True)


CHECKS = [threads, shards, forms, incremental, kills, interrupt, oddities, unreadable, vanishing, standard_input, one_at_a_time, disk_full]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--bin', type=Path, default=Path(os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build'))
    parser.add_argument('--kills', type=int, default=8)
    parser.add_argument('--repositories', type=int, default=132)
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    program = options.bin.resolve() / 'caveat'
    if not program.exists():
        sys.exit(f'{program} is not there: build it first')
    for check in CHECKS:
        if options.names and check.__name__ not in options.names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            check(Bench(program, Path(folder), options))
            print(f'{check.__name__}: good ({time.monotonic() - start:.1f} s)', flush=True)


if __name__ == '__main__':
    main()
