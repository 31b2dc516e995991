#!/usr/bin/env python3
"""The Python module, with whatever of pyarrow, polars, duckdb and pandas is installed beside it. Run by `./dev python`."""
import json
import subprocess
import sys
import threading

import caveat

TERMS = ('You may use the model. If your products have more than 3 million monthly active users, you must request a license from us.\n')
PROSE = 'The harbour master counts the boats.'


def clauses(answer):
    return sorted({f['clause'] for f in answer['findings'] if f['confidence'] != 'weak'})


def check():
    answer = caveat.check(TERMS, 'LICENSE')
    assert answer['category'] == 'scale-capped' and answer['path'] == 'LICENSE', answer
    assert caveat.check(TERMS.encode()) == caveat.check(TERMS)
    assert caveat.check(b'\x00\xff')['status'] == 'binary'
    assert caveat.check('')['findings'] == []
    lone = caveat.check('\udcff terms')  # a byte that was no UTF-8
    assert lone['status'] == 'ok', lone
    out = subprocess.run([sys.executable, '-m', 'caveat', '-'], input=TERMS.encode(), capture_output=True, check=True).stdout
    assert json.loads(out)['category'] == 'scale-capped'


def model(folder):
    (folder / 'README.md').write_text('---\nlicense: mit\n---\n# Quay\n')
    (folder / 'LICENSE').write_text(TERMS)
    on_disk = caveat.model(folder, id='harbor/quay')
    in_memory = caveat.model({'README.md': (folder / 'README.md').read_bytes(), 'LICENSE': TERMS}, id='harbor/quay')
    assert on_disk == in_memory, (on_disk, in_memory)
    assert any(c['kind'] == 'declared-vs-found' for c in on_disk['conflicts']), on_disk['conflicts']


def threads():
    want = caveat.check(TERMS)
    answers = [None] * 8

    def work(i):
        answers[i] = all(caveat.check(TERMS) == want for _ in range(20))
    running = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for t in running:
        t.start()
    for t in running:
        t.join()
    assert all(answers)


def arrow():
    import pyarrow as pa
    rows = [TERMS, None, PROSE, TERMS]
    want = [clauses(caveat.check(r)) if r is not None else None for r in rows]
    types = [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int8(), pa.string())]
    types += [pa.string_view(), pa.binary_view()] if hasattr(pa, 'string_view') else []
    for kind in types:
        data = [r.encode() if r is not None and 'binary' in str(kind) else r for r in rows]
        column = pa.array(data, pa.string()).dictionary_encode() if 'dictionary' in str(kind) else pa.array(data, kind)
        answers = pa.record_batch(caveat.classify_arrow(column))
        assert answers['clauses'].to_pylist() == want, (kind, answers['clauses'])
        sliced = pa.record_batch(caveat.classify_arrow(column[2:]))
        assert sliced['clauses'].to_pylist() == want[2:], kind
    table = pa.table({'id': list(range(4)), 'card': rows, 'other': ['x'] * 4})
    answers = pa.RecordBatchReader.from_stream(caveat.classify_arrow(table, 'card')).read_all()
    answers.validate(full=True)
    assert answers['clauses'].to_pylist() == want and answers['category'].to_pylist()[0] == 'scale-capped'
    assert answers['version'].to_pylist()[0].startswith(caveat.__version__ + '+')
    batches = pa.table({'card': rows * 50}).to_reader(max_chunksize=7)
    assert pa.RecordBatchReader.from_stream(caveat.classify_arrow(batches)).read_all()['clauses'].to_pylist() == want * 50
    used = caveat.classify_arrow(table, 'card')
    pa.RecordBatchReader.from_stream(used)
    for wrong, error in ((lambda: used.__arrow_c_stream__(), ValueError), (lambda: caveat.classify_arrow([1]), TypeError),
                         (lambda: caveat.classify_arrow(pa.array([1, 2])), ValueError),
                         (lambda: pa.RecordBatchReader.from_stream(caveat.classify_arrow(table, 'nope')).read_all(), Exception)):
        try:
            wrong()
        except error:
            continue
        raise AssertionError(f'no {error.__name__}')
    return want


def others(want):
    said = []
    rows = [TERMS, None, PROSE, TERMS]
    try:
        import polars
        frame = polars.DataFrame({'card': rows})
        answers = polars.DataFrame(caveat.classify_arrow(frame))
        assert answers['clauses'].to_list() == want, answers
        said.append('polars')
    except ImportError:
        pass
    try:
        import duckdb
        import pyarrow as pa
        table = pa.table({'card': rows})
        answers = pa.RecordBatchReader.from_stream(caveat.classify_arrow(table))
        assert duckdb.sql("select count(*) from answers where list_contains(clauses, 'restriction.scale-cap')").fetchone() == (2,)
        said.append('duckdb')
    except ImportError:
        pass
    try:
        import pandas
        import pyarrow as pa
        frame = pandas.DataFrame({'card': rows})
        answers = pa.record_batch(caveat.classify_arrow(pa.RecordBatch.from_pandas(frame))).to_pandas()
        assert list(answers['category'])[0] == 'scale-capped'
        said.append('pandas')
    except ImportError:
        pass
    return said


def main():
    import pathlib
    import tempfile
    check()
    with tempfile.TemporaryDirectory() as folder:
        model(pathlib.Path(folder))
    threads()
    said = ['check, model, threads']
    try:
        want = arrow()
        said += ['pyarrow', *others(want)]
    except ImportError:
        said.append('no pyarrow')
    print('; '.join(said))


if __name__ == '__main__':
    main()
