"""Reading on a cluster: a column of texts, or a listing of repositories, as Spark data frames.

    import caveat.spark

    cards = spark.read.parquet("cards.parquet")                         # modelId, card
    caveat.spark.classify(cards, "card", keep=["modelId"]).write.parquet("results.parquet")

Rows are read where they lie, by Spark's own Python workers: one thread each, nothing is shuffled. A result depends on
its text alone, so a task that is run again, on whatever machine, gives the same rows. The package must be installed
where the workers run, at one version: each row says which (columns version, rules, licenses).
"""

from typing import Iterable, Iterator, Union

import pyarrow

import caveat


def _ddl(kind) -> str:
    """An Arrow type as Spark writes it."""
    if pyarrow.types.is_string(kind):
        return "string"
    if pyarrow.types.is_int64(kind):
        return "bigint"
    if pyarrow.types.is_float64(kind):
        return "double"
    if pyarrow.types.is_boolean(kind):
        return "boolean"
    if pyarrow.types.is_list(kind):
        return f"array<{_ddl(kind.value_type)}>"
    assert pyarrow.types.is_struct(kind), kind
    return "struct<" + ",".join(f"`{field.name}`:{_ddl(field.type)}" for field in kind) + ">"


def _schema(frame, keep, arrow):
    """Columns kept of a frame, then those of an Arrow schema."""
    from pyspark.sql.types import StructType, _parse_datatype_string
    added = _parse_datatype_string(", ".join(f"`{field.name}` {_ddl(field.type)}" for field in arrow))
    return StructType([frame.schema[name] for name in keep] + list(added))


def classify(frame, column: str, *, keep: Union[bool, Iterable[str]] = True, identity: bool = True,
             json: bool = False):
    """A data frame with one row of results for each row, as caveat.classify_arrow() gives them.

    keep: columns to hand through, in front of the results; True for all but the texts.
    """
    if keep is True:
        names = [name for name in frame.columns if name != column]
    elif not keep:
        names = []
    else:
        names = [keep] if isinstance(keep, str) else list(keep)
    none = pyarrow.table({column: pyarrow.array([], pyarrow.string())})
    results = pyarrow.table(caveat.classify_arrow(none, column, identity=identity, json=json)).schema

    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield from pyarrow.RecordBatchReader.from_stream(
                caveat.classify_arrow(batch, column, keep=names, identity=identity, json=json))

    # No column is sent to the workers that is not needed there.
    needed = names if column in names else names + [column]
    return frame.select([frame[name] for name in needed]).mapInArrow(read, _schema(frame, names, results))


_MODEL = pyarrow.schema([
    ("status", pyarrow.string()),
    ("error", pyarrow.string()),
    ("id", pyarrow.string()),
    ("category", pyarrow.string()),
    ("flags", pyarrow.list_(pyarrow.string())),
    ("expression", pyarrow.string()),
    ("openness", pyarrow.string()),
    ("conflicts", pyarrow.list_(pyarrow.string())),
    ("summary", pyarrow.string()),
    ("json", pyarrow.string()),
    ("version", pyarrow.string()),
    ("rules", pyarrow.string()),
    ("licenses", pyarrow.string()),
])


def _model(path) -> dict:
    import json
    tool = caveat.tool()
    row = dict.fromkeys(_MODEL.names)
    row.update(version=tool["version"], rules=tool["rules"], licenses=tool["licenses"])
    if path is None:
        return row
    try:
        model = caveat.model(path)
    except OSError as error:
        row.update(status="error", error=str(error))
        return row
    row.update(status="ok", id=model["repository"]["id"], category=model["category"], flags=model["flags"],
               expression=model.get("expression"), openness=model["openness"]["class"],
               conflicts=[conflict["kind"] for conflict in model["conflicts"]], summary=model["summary"],
               json=json.dumps(model, ensure_ascii=False, separators=(",", ":")))
    return row


def models(frame, column: str = "path"):
    """A data frame with the answer of caveat.model() for each row of a listing of repositories.

    column: holds paths of folders or weights files that every worker can read. Each row has path, status, error, id,
    category, flags, expression, openness (the class), conflicts (their kinds), summary, json (the whole answer), and
    version, rules and licenses. What cannot be read has status "error" and says why.
    """
    def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            paths = batch.column(0)
            answers = pyarrow.RecordBatch.from_pylist([_model(path.as_py()) for path in paths], _MODEL)
            yield pyarrow.RecordBatch.from_arrays([paths, *answers.columns], ["path", *_MODEL.names])

    listing = frame.select(frame[column].cast("string").alias("path"))
    return listing.mapInArrow(read, _schema(listing, ["path"], _MODEL))
