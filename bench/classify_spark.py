#!/usr/bin/env python3
"""Spark with two workers against one machine over Parquet of model cards, and again with a worker killed: ./dev bench python

usage: classify_spark.py [--rows N] [--bytes N]

Cards as for classify_arrow.py. The rows must be the same each way, whatever their order, or the bench fails.
"""
import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pyspark

import classify_arrow

FILES = 16


def make(folder, rows, size):
    classify_arrow.BYTES = size
    name, texts = classify_arrow.cards()
    folder.mkdir()
    part = -(-rows // FILES)
    for i in range(0, rows, part):
        # Rows of different files are different: each begins elsewhere in the list of cards.
        cards = classify_arrow.column(texts[i // part:] + texts[:i // part], min(part, rows - i))
        table = pa.table({'modelId': [f'org/{i + k:07}' for k in range(len(cards))], 'card': cards.cast(pa.string())})
        pa.parquet.write_table(table, folder / f'{i // part:02}.parquet', row_group_size=10_000, compression='zstd')
    return name


def executors():
    """The Java processes of Spark's executors that this process started."""
    parents, commands = {}, {}
    for entry in Path('/proc').iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / 'stat').read_text().rsplit(')', 1)[1].split()[1])
                commands[int(entry.name)] = (entry / 'cmdline').read_text()
            except OSError:
                pass  # it has ended

    def ours(pid):
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid]
        return False
    return [pid for pid, command in commands.items() if 'CoarseGrainedExecutorBackend' in command and ours(pid)]


def kill_one(results, killed):
    """Once the first results are written, an executor is killed without a word."""
    while not any(results.rglob('part-*')):
        time.sleep(0.2)
    victim = executors()[0]
    os.kill(victim, signal.SIGKILL)
    killed.append(victim)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rows', type=int, default=1_000_000)
    parser.add_argument('--bytes', type=int, default=500)
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        name = make(temporary / 'cards', flags.rows, flags.bytes)
        print(f'{flags.rows} rows of {flags.bytes} bytes at most, from {name}', flush=True)
        begin = time.monotonic()
        subprocess.run([sys.executable, '-m', 'caveat', 'classify', temporary / 'cards', temporary / 'one.parquet', '--column', 'card',
                        '--keep', 'modelId', '--threads', '2'], check=True)
        print(f'one machine, two threads: {time.monotonic() - begin:.0f} s', flush=True)

        os.environ.update(SPARK_HOME=pyspark.__path__[0], PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP='127.0.0.1')
        from pyspark.sql import SparkSession

        import caveat.spark
        spark = (SparkSession.builder.master('local-cluster[2,1,1024]').appName('caveat')
                 .config('spark.ui.enabled', 'false').config('spark.executor.memory', '768m')
                 .config('spark.driver.host', '127.0.0.1').config('spark.driver.bindAddress', '127.0.0.1')
                 .config('spark.network.timeout', '600s').config('spark.executor.heartbeatInterval', '60s')
                 .config('spark.sql.parquet.compression.codec', 'zstd')
                 .config('spark.sql.files.maxPartitionBytes', str(8 << 20)).getOrCreate())
        frame = spark.read.parquet(str(temporary / 'cards'))
        bad = 0
        for way in ('two workers', 'two workers, one killed'):
            results, killed = temporary / way.replace(' ', '-'), []
            if 'killed' in way:
                threading.Thread(target=kill_one, args=(results, killed), daemon=True).start()
            begin = time.monotonic()
            caveat.spark.classify(frame, 'card', keep=['modelId']).write.parquet(str(results))
            took = time.monotonic() - begin
            one, two = f"'{temporary}/one.parquet'", f"'{results}/*.parquet'"
            rows, differing = duckdb.sql(f'SELECT (SELECT count(*) FROM {two}), (SELECT count(*) FROM (FROM {one} EXCEPT ALL FROM {two}))').fetchone()
            good = rows == flags.rows and differing == 0 and ('killed' not in way or killed)
            print(f'Spark, {way}: {took:.0f} s, {rows} rows, {differing} of them not as on one machine', flush=True)
            bad += not good
        spark.stop()
    if bad:
        sys.exit('the results are not those of one machine, or no worker was there to be killed')


if __name__ == '__main__':
    main()
