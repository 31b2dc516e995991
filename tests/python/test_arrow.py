"""caveat.classify_arrow(): types, slices, choices, errors, and the same answers as the command."""
import gc
import json
import os
import threading

import pyarrow as pa
import pytest

import caveat

TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(),
         pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.uint16(), pa.string()),
         pa.dictionary(pa.int64(), pa.large_string()), pa.dictionary(pa.int32(), pa.binary())]
ACTIVITIES = ["private-use", "commercial-use", "modification", "distribution", "hosting", "output-training", "patent-use"]


def rows(data, *arguments, **more):
    table = pa.table(caveat.classify_arrow(data, *arguments, **more))
    table.validate(full=True)
    return table.to_pylist()


def without_path(document):
    return {name: value for name, value in document.items() if name not in ("path", "path_base64")}


def test_rows_say_what_the_command_says(texts, answers):
    tool = caveat.tool()
    for row, want in zip(rows(pa.array(texts, pa.binary()), json=True), answers):
        assert without_path(json.loads(row["json"])) == without_path(want)
        for name in ("status", "error", "language", "category", "flags", "expression", "summary"):
            assert row[name] == want[name], name
        assert row["permissions"] == {name: said["value"] for name, said in want["permissions"].items()}
        assert sorted(row["permissions"]) == sorted(ACTIVITIES)
        assert [(i["license"], i["spdx"], i["how"]) for i in row["identity"]] == \
               [(i["license"], i["spdx"], i["how"]) for i in want["identity"]]
        assert [{**f["span"], "clause": f["clause"], "params": f["params"], "quote": f["quote"],
                 "confidence": f["confidence"], "hidden": f["hidden"]} for f in want["findings"]] == \
               [{**f, "params": json.loads(f["params"])} for f in row["findings"]]
        assert [(m["name"], m["license"], m["covers"]) for m in row["mentions"]] == \
               [(m["name"], m["license"], m["covers"]) for m in want["mentions"]]
        assert (row["version"], row["rules"], row["licenses"]) == (tool["version"], tool["rules"], tool["licenses"])


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_types_and_slices(kind, strings):
    values = [None, strings[0], "", strings[1], strings[0], None, "no terms at all, but more than twelve bytes"]
    expected = rows(pa.array(values, pa.string()))
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    if plain in (pa.binary(), pa.large_binary(), pa.binary_view()):
        values = [value and value.encode() for value in values]
        values[2] = b""
    array = pa.array(values, plain)
    if pa.types.is_dictionary(kind):
        array = array.dictionary_encode().cast(kind)
    assert rows(array) == expected
    for begin in range(len(values) + 1):
        assert rows(array.slice(begin)) == expected[begin:]
        assert rows(array.slice(begin, 2)) == expected[begin:begin + 2]
        assert rows(pa.table({"t": array}).slice(begin)) == expected[begin:]
        assert rows(pa.RecordBatch.from_arrays([array], ["t"]).slice(begin, 3)) == expected[begin:begin + 3]
        # A structure with an offset of its own above a column with one.
        structure = pa.StructArray.from_arrays([array.slice(1)], ["t"]).slice(max(begin - 1, 0))
        assert rows(structure) == expected[max(begin, 1):]


def test_nulls():
    row = rows(pa.array([None], pa.string()))[0]
    tool = caveat.tool()
    told = {name: value for name, value in row.items() if value is not None}
    assert told == {name: tool[name] for name in ("version", "rules", "licenses")}
    assert rows(pa.nulls(2)) == [row, row]
    structure = pa.StructArray.from_arrays([pa.array(["MIT", "MIT"])], ["t"], mask=pa.array([False, True]))
    assert [r["status"] for r in rows(structure)] == ["ok", None]


def test_many_nulls_and_values_in_turn(strings):
    values = [None if i % 3 == 0 else strings[i % 7] for i in range(1000)]
    expected = {text: rows(pa.array([text], pa.string()))[0] for text in set(values)}
    assert rows(pa.array(values, pa.string())) == [expected[value] for value in values]


def test_nothing():
    assert rows(pa.array([], pa.string())) == []
    assert rows(pa.table({"t": pa.chunked_array([], pa.string())})) == []
    assert rows(pa.chunked_array([["MIT"], [], ["MIT"]]))[0]["status"] == "ok"


def test_columns_kept(strings):
    table = pa.table({
        "id": pa.array(range(len(strings))),
        "text": strings,
        "tags": [["a", None]] * len(strings),
        "more": [{"x": i, "y": str(i)} for i in range(len(strings))],
        "kind": pa.array(["p", "q"] * (len(strings) // 2 + 1))[:len(strings)].dictionary_encode(),
    }).replace_schema_metadata({"who": "test"})
    for part in (table, table.slice(3), table.slice(2, 5), pa.concat_tables([table, table.slice(1, 1)])):
        result = pa.table(caveat.classify_arrow(part, "text", keep=True))
        result.validate(full=True)
        assert result.column_names[:5] == table.column_names
        assert result.select(table.column_names).to_pylist() == part.to_pylist()
        assert result.drop_columns(table.column_names).to_pylist() == rows(part["text"])
    assert pa.table(caveat.classify_arrow(table, "text", keep="more")).column_names[0] == "more"
    assert pa.table(caveat.classify_arrow(table, "text", keep=["more", "id"])).column_names[:2] == ["more", "id"]


def test_kept_columns_outlive_the_data(strings):
    def make():
        table = pa.table({"id": [f"repository number {i}" for i in range(5000)], "text": ["MIT"] * 5000})
        return pa.RecordBatchReader.from_stream(caveat.classify_arrow(table, keep=["id"]))
    reader = make()
    first = reader.read_next_batch()
    rest = reader.read_all()
    del reader
    gc.collect()
    assert first["id"].to_pylist() + rest["id"].to_pylist() == [f"repository number {i}" for i in range(5000)]


def test_pieces_and_threads():
    """More rows than a piece holds, in batches of odd sizes, by any number of threads: the same rows."""
    values = [f"You may use it up to {i} times. Commercial use is prohibited." if i % 3 else "" for i in range(9001)]
    table = pa.table({"text": pa.chunked_array([values[:1], values[1:4200], values[4200:]], pa.string())})
    one = pa.table(caveat.classify_arrow(table))
    assert one.num_rows == 9001
    assert max(len(batch) for batch in one.to_batches()) <= 4096
    for threads in (0, 2, 5):
        assert pa.table(caveat.classify_arrow(table, threads=threads)).to_batches() == one.to_batches()


def test_the_work_is_done_when_asked_for():
    asked = []

    def batches():
        for i in range(3):
            asked.append(i)
            yield pa.record_batch({"text": ["MIT"]})
    source = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), batches())
    reader = pa.RecordBatchReader.from_stream(caveat.classify_arrow(source))
    assert asked == []
    reader.read_next_batch()
    assert asked == [0]


def test_an_error_of_the_source_is_told():
    def batches():
        yield pa.record_batch({"text": ["MIT"]})
        raise RuntimeError("the disk is gone")
    source = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), batches())
    reader = pa.RecordBatchReader.from_stream(caveat.classify_arrow(source))
    reader.read_next_batch()
    with pytest.raises(Exception, match="the disk is gone"):
        reader.read_next_batch()


def test_a_source_that_is_such_a_stream_itself():
    class Once:
        """Shows only a stream, as foreign producers do."""
        def __init__(self, stream):
            self.stream = stream

        def __arrow_c_stream__(self, requested_schema=None):
            return self.stream.__arrow_c_stream__(requested_schema)
    inner = caveat.classify_arrow(pa.table({"text": ["Commercial use is prohibited."] * 5000}))
    outer = caveat.classify_arrow(Once(inner), "summary")
    assert [row["status"] for row in pa.table(outer).to_pylist()] == ["ok"] * 5000


@pytest.mark.parametrize("data, more, reason", [
    (pa.table({"n": [1]}), {}, "no column holds texts"),
    (pa.table({"a": ["x"], "b": ["y"]}), {}, "several columns hold texts .'a', 'b'."),
    (pa.table({"a": ["x"]}), {"column": "b"}, "there is no column 'b'"),
    (pa.table({"a": ["x"], "n": [1]}), {"column": "n"}, "the column 'n' holds no texts"),
    (pa.table({"a": ["x"]}), {"keep": ["b"]}, "there is no column 'b' to keep"),
    (pa.table({"text": ["x"], "status": ["y"]}), {"keep": True}, "the column 'status' has the name"),
    (pa.array([1]), {}, "holds no texts"),
    (pa.array(["x"]), {"column": "a"}, "no columns to choose from"),
    (pa.table({"a": ["x"]}), {"threads": -1}, "threads"),
])
def test_wrong_choices(data, more, reason):
    with pytest.raises(ValueError, match=reason):
        caveat.classify_arrow(data, **more)


def test_the_column_called_text_is_chosen():
    assert rows(pa.table({"id": ["a"], "text": [None]}), )[0]["status"] is None


@pytest.mark.parametrize("wrong", [None, "text", [b"x"], 7])
def test_what_is_no_arrow_data(wrong):
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        caveat.classify_arrow(wrong)


def test_it_is_read_once():
    result = caveat.classify_arrow(pa.array(["MIT"]))
    schema = pa.schema(result)
    assert pa.table(result).schema == schema
    assert pa.schema(result) == schema
    with pytest.raises(ValueError, match="read already"):
        pa.table(result)


def test_results_that_nobody_reads():
    for _ in range(100):
        caveat.classify_arrow(pa.array(["MIT"]))
        caveat.classify_arrow(pa.array(["MIT"])).__arrow_c_stream__()
    pa.RecordBatchReader.from_stream(caveat.classify_arrow(pa.array(["MIT"] * 9000))).read_next_batch()


def test_memory_stays_flat():
    """One batch far longer than a piece does not make the process grow with it."""
    def resident():
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if not os.path.exists("/proc/self/statm"):
        pytest.skip("no /proc here")
    text = "Commercial use is prohibited. " * 20 + "Nothing is said here. " * 50
    array = pa.array([text] * 40_000)
    before, most = resident(), 0
    for batch in pa.RecordBatchReader.from_stream(caveat.classify_arrow(array)):
        del batch
        most = max(most, resident())
    assert most - before < 100 << 20


def test_threads_that_share_nothing(strings):
    expected = rows(pa.array(strings))
    failures = []

    def read():
        for _ in range(5):
            if rows(pa.array(strings), threads=2) != expected:
                failures.append(1)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
