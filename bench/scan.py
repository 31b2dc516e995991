#!/usr/bin/env python3
"""What a bulk scan costs, against a program that only walks the tree and opens, reads and closes the same files.

usage: scan.py [--bin DIR] [--repositories N] [--rounds N] [--folder DIR] [--growth N,N...] [--cards MB] [PART...]

Parts: first, again, changed, growth, cards (all by default). One run, all programs in turn, the page cache warm; of several rounds
the fastest counts. Every part checks its counts: a scan that is fast and wrong fails. The mirrors are those of corpora/mirror.py, made
below --folder and taken away at the end.
"""
import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SOURCE / 'corpora'))
import mirror  # noqa: E402


class Ran:
    """A program that ran: wall and processor seconds, peak of memory in MB, what it printed."""

    def __init__(self, arguments, expect=0, **more):
        with tempfile.TemporaryFile('w+') as out, tempfile.TemporaryFile('w+') as errors:
            start = time.monotonic()
            process = subprocess.Popen([str(a) for a in arguments], stdout=out, stderr=errors, **more)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.text = out.read()
            errors.seek(0)
            said = errors.read()
        self.cpu = usage.ru_utime + usage.ru_stime
        self.user = usage.ru_utime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode != expect:
            sys.exit(f'{" ".join(map(str, arguments))} ended with {process.returncode}:\n{self.text[-2000:]}{said[-2000:]}')


def check(good, what):
    if not good:
        sys.exit(f'wrong counts: {what}')


def best(rounds, run, key=lambda ran: ran.wall):
    return min((run() for _ in range(rounds)), key=key)


def table(title, rows):
    print(f'\n{title}')
    width = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print('  ' + '  '.join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w) for i, (cell, w) in enumerate(zip(row, width))))
    sys.stdout.flush()


def seconds(value):
    return f'{value:.2f} s'


class Bench:
    def __init__(self, options):
        self.options = options
        self.caveat = options.bin.resolve() / 'caveat'
        self.bare = options.bin.resolve() / 'bench/bare_walk'
        for program in (self.caveat, self.bare):
            if not program.exists():
                sys.exit(f'{program} is not there: build it first (cmake with -DCAVEAT_BENCH=ON)')
        self.folder = options.folder
        self.db = self.folder / 'hub.db'

    def scan(self, root, db=None, *flags):
        return Ran([self.caveat, 'scan', root, '--db', db or self.db, '--threads', '2', *flags])

    def fresh(self, root):
        for path in self.folder.glob('hub.db*'):
            path.unlink()
        return self.scan(root)

    def bare_files(self, *flags):
        ran = Ran([self.bare, *flags])
        return ran, int(ran.text.split()[0])

    def read_count(self, ran):
        return int(ran.text.split(': ', 1)[1].split(' read')[0].replace(',', ''))

    def make(self, name, repositories, **more):
        out = self.folder / name
        flags = [f'--{key.replace("_", "-")}={value}' for key, value in more.items()]
        subprocess.run([sys.executable, SOURCE / 'corpora/mirror.py', out, f'--repositories={repositories}', *flags], check=True,
                       stdout=subprocess.DEVNULL)
        return out

    def main_mirror(self):
        root = self.options.mirror or self.folder / 'mirror'
        if not hasattr(self, 'files'):
            if not root.exists():
                self.make('mirror', self.options.repositories)
            on_disk = int(subprocess.run(['du', '-sm', root], capture_output=True, text=True, check=True).stdout.split()[0])
            _, self.files = self.bare_files(root, '--stat')
            print(f'{self.options.repositories:,} repositories, {self.files:,} files, {on_disk:,} MB on disk')
        return root

    def first(self):
        root = self.main_mirror()
        rounds = self.options.rounds

        def bare(n):
            def run():
                ran, files = self.bare_files(root, '--threads', n)
                check(files == self.files, f'{files} files')
                return ran
            return run

        def scan():
            ran = self.fresh(root)
            check(self.read_count(ran) == self.options.repositories, ran.text)
            return ran
        bare(1)()  # warms the cache
        runs = {'1': [], '2': [], 'scan': []}
        for _ in range(rounds):  # in turn: a slow spell of the machine hits all
            runs['1'].append(bare(1)())
            runs['2'].append(bare(2)())
            runs['scan'].append(scan())
        one, two, ran = (min(runs[key], key=lambda r: r.wall) for key in ('1', '2', 'scan'))
        cpu = {key: min(r.cpu for r in value) for key, value in runs.items()}
        stages = next(line for line in ran.text.splitlines() if line.startswith('  time'))
        table('first run', [
            ('', 'wall', 'processors', 'wall, of bare', 'processors, of bare'),
            ('bare walk, open, read, close; 1 thread', seconds(one.wall), seconds(cpu['1']), '1.0', '1.0'),
            ('the same; 2 threads', seconds(two.wall), seconds(cpu['2']), f'{two.wall / one.wall:.1f}', f'{cpu["2"] / cpu["1"]:.1f}'),
            ('caveat scan; 2 threads', seconds(ran.wall), seconds(cpu['scan']), f'{ran.wall / one.wall:.1f}', f'{cpu["scan"] / cpu["1"]:.1f}')])
        print(f'  against bare with 2 threads: {ran.wall / two.wall:.1f} times in wall time; peak memory {ran.memory:.0f} MB')
        print(f'  stages: {stages.split("; ", 1)[1]}')
        print(f'  {self.options.repositories / ran.wall:,.0f} repositories a second, {ran.cpu / self.files * 1e6:.0f} us of processors a file')

    def again(self):
        root = self.main_mirror()
        self.fresh(root)
        stats, runs = [], []
        for _ in range(max(3, self.options.rounds)):
            ran, files = self.bare_files(root, '--stat')
            check(files == self.files, f'{files} files')
            stats.append(ran)
            ran = self.scan(root)
            check(self.read_count(ran) == 0, ran.text)
            runs.append(ran)
        self.again_wall, self.again_cpu = min(r.wall for r in runs), min(r.cpu for r in runs)
        wall, cpu = min(r.wall for r in stats), min(r.cpu for r in stats)
        table('second run, nothing has changed', [
            ('', 'wall', 'processors', 'wall, of bare', 'processors, of bare'),
            ('bare walk with stat', seconds(wall), seconds(cpu), '1.0', '1.0'),
            ('caveat scan; 2 threads', seconds(self.again_wall), seconds(self.again_cpu), f'{self.again_wall / wall:.2f}', f'{self.again_cpu / cpu:.2f}')])

    def changed(self):
        root = self.main_mirror()
        if not hasattr(self, 'again_wall'):
            self.again()
        chance, runs = random.Random(2), []
        cards = sorted(root.glob('plain/*/*/README.md'))
        for _ in range(max(3, self.options.rounds)):
            with open(chance.choice(cards), 'a', encoding='utf-8') as card:
                card.write('\nOne more line.\n')
            ran = self.scan(root)
            # What was made of it is judged again when its licence has changed: it has not.
            check(self.read_count(ran) == 1, ran.text)
            runs.append(ran)
        wall, cpu = min(r.wall for r in runs), min(r.cpu for r in runs)
        table('one repository has changed', [
            ('', 'wall', 'processors', 'wall, of unchanged', 'processors, of unchanged'),
            ('caveat scan; 2 threads', seconds(wall), seconds(cpu), f'{wall / self.again_wall:.2f}', f'{cpu / self.again_cpu:.2f}')])

    def growth(self):
        """Memory, and time a file, as the tree grows: small cards, hard links to them, many owners."""
        rows = [('files', 'repositories', 'processors', 'us a file', 'peak memory')]
        per_file, memory = [], []
        for wanted in self.options.growth:
            root = self.folder / f'growth-{wanted}'
            repositories = grow(root, wanted)
            db = self.folder / 'growth.db'
            self.bare_files(root, '--stat')
            ran = self.scan(root, db)
            check(self.read_count(ran) == repositories, ran.text)
            per_file.append(ran.cpu / wanted * 1e6)
            memory.append(ran.memory)
            rows.append((f'{wanted:,}', f'{repositories:,}', seconds(ran.cpu), f'{per_file[-1]:.1f}', f'{memory[-1]:.0f} MB'))
            shutil.rmtree(root)
            for path in self.folder.glob('growth.db*'):
                path.unlink()
        table('a tree that grows', rows)
        print(f'  time a file: {max(per_file) / min(per_file):.2f} times from the cheapest to the dearest; memory at most {max(memory):.0f} MB')

    def cards(self):
        """Dumps of cards: the generator's, and real ones where there are some, repeated with other ids."""
        shared = SOURCE.parent / 'shared/corpora/cards-bulk.jsonl.gz'
        sources = [('generated cards', self.generated_lines())]
        if shared.exists():
            import gzip
            with gzip.open(shared, 'rt', encoding='utf-8') as lines:
                sources.append(('real cards', list(lines)))
        rows = [('', 'cards', 'card text', 'wall', 'processors', 'MB/s', 'MB/s a processor')]
        for name, lines in sources:
            path, written, text, count = self.folder / 'cards.jsonl', 0, 0, 0
            with open(path, 'w', encoding='utf-8') as out:
                turn = 0
                while written < self.options.cards * 1e6:
                    for line in lines:
                        record = json.loads(line)
                        record['modelId'] += f'-{turn}'
                        text += len(record['card'].encode())
                        line = json.dumps(record, ensure_ascii=False) + '\n'
                        written += len(line.encode())
                        out.write(line)
                        count += 1
                    turn += 1
            db = self.folder / 'cards.db'
            for old in self.folder.glob('cards.db*'):
                old.unlink()
            ran = self.scan(path, db)
            check(self.read_count(ran) == count, ran.text)
            rows.append((name, f'{count:,}', f'{text / 1e6:.0f} MB', seconds(ran.wall), seconds(ran.cpu), f'{text / 1e6 / ran.wall:.0f}',
                         f'{text / 1e6 / ran.cpu:.0f}'))
        table('dumps of cards, 2 threads', rows)

    def generated_lines(self):
        options = argparse.Namespace(seed=3, repositories=2000, duplication=.9, card_bytes=3000, files=5)
        texts = mirror.licences()
        return [json.dumps({'modelId': r.id, 'card': r.files['README.md'].decode()})
                for r in (mirror.Repository(options, texts, n) for n in range(2000))]


def grow(root, files):
    """So many files in folders of ten, by hard links: what a tree of that size costs to read, in little space. The number of repositories."""
    chance = random.Random(1)
    kinds = []
    store = root.parent / 'growth-parts'
    store.mkdir(parents=True, exist_ok=True)
    for i in range(40):
        tag = chance.choice(['mit', 'apache-2.0', 'cc-by-4.0', 'other'])
        card = store / f'card-{i}'
        card.write_text(f'---\nlicense: {tag}\n---\n# Model {i}\n' + f'It counts to {i} and was tried on few examples. ' * 6, encoding='utf-8')
        kinds.append(card)
    licence, blank = store / 'licence', store / 'blank'
    licence.write_bytes(mirror.licences()[0][1])
    blank.write_bytes(b'')
    made = {}

    def link(source, target):
        # A file system allows only so many links to one file.
        turn, count = made.get(source, (0, 0))
        if count >= 30_000:
            turn, count = turn + 1, 0
        copy = source if turn == 0 else source.with_name(f'{source.name}.{turn}')
        if not copy.exists():
            shutil.copy(source, copy)
        made[source] = turn, count + 1
        os.link(copy, target)
    repositories = files // 10
    for n in range(repositories):
        folder = root / f'owner-{n % 977}/model-{n}'
        folder.mkdir(parents=True)
        link(kinds[n % len(kinds)], folder / 'README.md')
        link(licence, folder / 'LICENSE')
        for part in range(8):
            link(blank, folder / f'part-{part}.bin')
    return repositories


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--bin', type=Path, default=SOURCE / 'build')
    parser.add_argument('--repositories', type=int, default=30_000)
    parser.add_argument('--mirror', type=Path, help='one that is there, of so many repositories, all plain')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--folder', type=Path)
    parser.add_argument('--growth', type=lambda text: [int(n) for n in text.split(',')], default=[20_000, 200_000, 2_000_000])
    parser.add_argument('--cards', type=float, default=1000, help='MB of JSON lines')
    parser.add_argument('parts', nargs='*', default=[])
    options = parser.parse_args()
    parts = options.parts or ['first', 'again', 'changed', 'growth', 'cards']
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        options.folder = Path(folder)
        bench = Bench(options)
        for part in parts:
            getattr(bench, part)()


if __name__ == '__main__':
    main()
