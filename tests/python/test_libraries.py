"""The libraries that data is kept in: each gives its texts to caveat and takes the results."""
import pyarrow as pa
import pytest

import caveat


@pytest.fixture(scope="module")
def expected(strings):
    return pa.table(caveat.classify_arrow(pa.array(strings), json=True)).to_pylist()


def test_pyarrow(strings, expected):
    table = pa.table({"id": range(len(strings)), "card": strings})
    result = pa.table(caveat.classify_arrow(table, "card", keep=["id"], json=True))
    assert result.drop_columns("id").to_pylist() == expected
    reader = pa.RecordBatchReader.from_stream(caveat.classify_arrow(table.to_reader(2), "card", json=True))
    assert reader.read_all().to_pylist() == expected
    assert pa.table(caveat.classify_arrow(table["card"], json=True)).to_pylist() == expected
    assert pa.table(caveat.classify_arrow(table.to_batches()[0], "card", json=True)).to_pylist() == expected


def test_polars(strings, expected):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": range(len(strings)), "card": strings})
    result = polars.DataFrame(caveat.classify_arrow(frame, "card", keep=["id"], json=True))
    assert result.drop("id").to_dicts() == expected
    assert polars.DataFrame(caveat.classify_arrow(frame["card"], json=True)).to_dicts() == expected
    categories = frame.with_columns(polars.col("card").cast(polars.Categorical))
    assert polars.DataFrame(caveat.classify_arrow(categories, "card", json=True)).to_dicts() == expected
    joined = frame.join(polars.DataFrame(caveat.classify_arrow(frame, "card", keep=["id"])), on="id")
    assert joined.filter(polars.col("flags").list.contains("acceptable-use")).height > 0


def test_duckdb(strings, expected):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    cards = pa.table({"id": range(len(strings)), "card": strings})
    connection.sql("CREATE TABLE stored AS FROM cards")

    def results():
        # A cursor of its own: the results are read while the cards still are.
        relation = connection.cursor().sql("SELECT id, card FROM stored ORDER BY id")
        return caveat.classify_arrow(relation, "card", keep=["id"])
    result = results()
    counts = connection.sql("SELECT category, count(*) FROM result GROUP BY ALL").fetchall()
    assert sum(count for _, count in counts) == cards.num_rows
    result = results()
    answers = connection.sql(
        "SELECT id, permissions['commercial-use'] AS may, len(findings) AS n FROM result ORDER BY id").fetchall()
    assert answers == [(i, row["permissions"]["commercial-use"], len(row["findings"]))
                       for i, row in enumerate(expected)]


def test_duckdb_function(strings, expected):
    """As a function in SQL: Arrow arrays in and out."""
    duckdb = pytest.importorskip("duckdb")

    def category(texts):
        return pa.table(caveat.classify_arrow(texts))["category"].combine_chunks()
    connection = duckdb.connect()
    connection.create_function("licence_category", category, ["VARCHAR"], "VARCHAR", type="arrow")
    cards = pa.table({"id": range(len(strings)), "card": strings})
    assert cards.num_rows
    rows = connection.sql("SELECT licence_category(card) FROM cards ORDER BY id").fetchall()
    assert [row[0] for row in rows] == [row["category"] for row in expected]


def test_pandas(strings, expected):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": range(len(strings)), "card": strings})
    result = pa.table(caveat.classify_arrow(frame, "card", keep=["id"], json=True))
    assert result.drop_columns("id").to_pylist() == expected
    assert list(result.to_pandas()["category"]) == [row["category"] for row in expected]
    back = pandas.DataFrame.from_arrow(caveat.classify_arrow(frame, "card"))
    assert list(back["category"]) == [row["category"] for row in expected]
    categories = frame.astype({"card": "category"})
    assert pa.table(caveat.classify_arrow(categories, "card", json=True)).to_pylist() == expected


def test_parquet(strings, expected, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"id": range(len(strings)), "card": strings})
    parquet.write_table(table, tmp_path / "cards.parquet", row_group_size=5)
    rows = pa.RecordBatchReader.from_stream(caveat.classify_arrow(
        pa.RecordBatchReader.from_batches(table.schema, parquet.ParquetFile(tmp_path / "cards.parquet").iter_batches()),
        "card", json=True))
    parquet.write_table(rows.read_all(), tmp_path / "results.parquet")
    assert parquet.read_table(tmp_path / "results.parquet").to_pylist() == expected
