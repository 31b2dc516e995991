#!/usr/bin/env python3
"""classify_arrow against the library alone, and two workers against one, over model cards: ./dev bench python

usage: classify_arrow.py [--rows N] [--core PROGRAM]

Real cards are those of $CAVEAT_SHARED/corpora/cards-bulk.jsonl.gz, cut to 2,000 bytes, else ones of our own making; each row has a text of its
own. They are read in rounds of 100,000 rows, the library and the package in turns, so that a busy machine hits both alike; what is compared
is processor time. Counts are checked: the same documents, bytes and findings each way, or the bench fails.
"""
import argparse
import gzip
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute

import caveat

SOURCE = Path(__file__).resolve().parents[1]
ROUND = 100_000
BYTES = 2_000


def cards():
    path = Path(os.environ.get('CAVEAT_SHARED') or SOURCE / '../shared') / 'corpora/cards-bulk.jsonl.gz'
    if path.exists():
        with gzip.open(path, 'rt', encoding='utf-8') as file:
            return path.name, [json.loads(line)['card'] for line in file]
    samples = [p.read_text(encoding='utf-8', errors='replace') for p in sorted((SOURCE / 'corpora/samples').iterdir())]
    return 'own samples', [f'---\nlicense: other\n---\n# Model {i}\n' + samples[i % len(samples)] for i in range(500)]


def column(texts, rows):
    out = []
    for i in range(rows):
        tail = f'\nNumber {i}.\n'.encode()
        head = texts[i % len(texts)].encode()[:BYTES - len(tail)].decode(errors='ignore').encode()
        out.append(head + tail)
    return pa.array(out, pa.binary())


def read(array, threads=1):
    """Documents, bytes, findings, and seconds of processor time of this process and all its threads."""
    documents = findings = 0
    begin = time.process_time()
    for batch in pa.RecordBatchReader.from_stream(caveat.classify_arrow(pa.table({'card': array}), threads=threads)):
        documents += batch.num_rows
        findings += pa.compute.sum(pa.compute.list_value_length(batch['findings'])).as_py() or 0
    return documents, pa.compute.sum(pa.compute.binary_length(array)).as_py(), findings, time.process_time() - begin


def worker(array, start, answers):
    start.wait()
    answers.put(read(array))


def two_workers(array):
    """Two processes with half of the rows each, at the same time."""
    context = multiprocessing.get_context('fork')
    start, answers = context.Barrier(3), context.Queue()
    half = len(array) // 2
    workers = [context.Process(target=worker, args=(part, start, answers)) for part in (array[:half], array[half:])]
    for process in workers:
        process.start()
    start.wait()
    begin = time.monotonic()
    parts = [answers.get() for _ in workers]
    took = time.monotonic() - begin
    for process in workers:
        process.join()
    return tuple(sum(values) for values in zip(*parts)), took


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rows', type=int, default=1_000_000)
    parser.add_argument('--core', default=str(SOURCE / 'build/bench/classify_core'))
    flags = parser.parse_args()
    name, texts = cards()
    rounds = max(1, flags.rows // ROUND)
    array = column(texts, min(flags.rows, ROUND))
    total = {}

    def add(way, counts, seconds, wall):
        sums = total.setdefault(way, [[], 0.0, 0.0])
        sums[0].append(counts)
        sums[1] += seconds
        sums[2] += wall

    with tempfile.NamedTemporaryFile() as file:
        for text in array:
            text = text.as_py()
            file.write(len(text).to_bytes(8, 'little') + text)
        file.flush()
        with subprocess.Popen([flags.core, file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as core:
            done = 0
            while done < rounds:
                begin = time.monotonic()
                core.stdin.write('go\n')
                core.stdin.flush()
                *counts, seconds = core.stdout.readline().split()
                add('core', tuple(map(int, counts)), float(seconds), time.monotonic() - begin)
                for way, threads in (('one worker', 1), ('two threads', 2)):
                    begin = time.monotonic()
                    *counts, seconds = read(array, threads)
                    add(way, tuple(counts), seconds, time.monotonic() - begin)
                (*counts, seconds), wall = two_workers(array)
                add('two workers', tuple(counts), seconds, wall)
                done += 1
                print(f'\rround {done} of {rounds}', end='', file=sys.stderr, flush=True)
            core.stdin.close()
    print(file=sys.stderr)
    counts = {count for sums in total.values() for count in sums[0]}
    documents, size, findings = total['core'][0][0]
    print(f'{name}: {rounds} rounds of {documents} rows, {rounds * size / 1e9:.2f} GB, {findings} findings a round')
    for way, (_, seconds, wall) in total.items():
        print(f'{way:12} {rounds * size / 1e6 / seconds:7.1f} MB a second of processor time, {rounds * size / 1e6 / wall:7.1f} MB/s by the clock')
    one = total['one worker']
    print(f'one worker has {total["core"][1] / one[1]:.0%} of the throughput of the library alone')
    for way in ('two workers', 'two threads'):
        print(f'{way}: {2 * one[1] / total[way][1]:.2f} times one worker by processor time, {one[2] / total[way][2]:.2f} by the clock')
    if len(counts) != 1 or documents == 0 or findings == 0:
        sys.exit(f'counts differ: {sorted(counts)}')


if __name__ == '__main__':
    main()
