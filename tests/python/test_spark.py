"""caveat.spark on a cluster of two workers: the same rows as on one machine, even when a worker is killed."""
import os
import pathlib
import shutil

import pyarrow as pa
import pyarrow.parquet
import pytest

import caveat

pyspark = pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    import sys
    os.environ["SPARK_HOME"] = pyspark.__path__[0]
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession
    session = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("caveat")
               .config("spark.ui.enabled", "false")
               .config("spark.ui.showConsoleProgress", "false")
               # A machine with other work to do is slow, not dead.
               .config("spark.network.timeout", "600s")
               .config("spark.executor.heartbeatInterval", "60s")
               .config("spark.executor.memory", "512m")
               .config("spark.driver.host", "127.0.0.1")
               .config("spark.driver.bindAddress", "127.0.0.1")
               .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
               .config("spark.sql.files.maxPartitionBytes", "65536")
               .config("spark.sql.files.openCostInBytes", "0")
               .config("spark.sql.parquet.compression.codec", "zstd")
               .getOrCreate())
    yield session
    session.stop()


@pytest.fixture(scope="module")
def cards(strings, tmp_path_factory):
    """A folder of Parquet files, and the table that they hold."""
    folder = tmp_path_factory.mktemp("cards")
    values = [None if i % 17 == 0 else strings[i % len(strings)] + f"\nNumber {i}.\n" for i in range(2000)]
    table = pa.table({"modelId": [f"org/{i:05}" for i in range(len(values))], "card": values})
    for part in range(4):
        pa.parquet.write_table(table.slice(part * 500, 500), folder / f"{part}.parquet", row_group_size=100)
    return folder, table


def in_order(rows):
    return sorted(rows, key=lambda row: row["modelId"])


def on_one_machine(table):
    return in_order(pa.table(caveat.classify_arrow(table, "card", keep=["modelId"], json=True)).to_pylist())


def result_of(frame, folder):
    frame.write.parquet(str(folder))
    return in_order(pa.parquet.read_table(folder).to_pylist())


def test_the_same_rows_as_on_one_machine(spark, cards, tmp_path):
    import caveat.spark
    folder, table = cards
    frame = spark.read.parquet(str(folder))
    assert frame.rdd.getNumPartitions() >= 2
    result = caveat.spark.classify(frame, "card", keep=["modelId"], json=True)
    assert result_of(result, tmp_path / "out") == on_one_machine(table)


def test_a_killed_worker_changes_nothing(spark, cards, tmp_path):
    """The first try of one task kills the whole executor, Spark's own process included, in the midst of its rows."""
    import caveat.spark
    folder, table = cards
    mark = tmp_path / "killed"

    def kill(batches):
        import os
        import signal
        from pyspark import TaskContext
        for batch in batches:
            yield batch
            if TaskContext.get().attemptNumber() == 0 and not mark.exists():
                mark.write_text(str(os.getpid()))
                stat = pathlib.Path(f"/proc/{os.getppid()}/stat").read_text()  # of the daemon that forked this worker
                os.kill(int(stat.rsplit(")", 1)[1].split()[1]), signal.SIGKILL)  # its parent: the executor
                os.kill(os.getpid(), signal.SIGKILL)
    frame = spark.read.parquet(str(folder))
    result = caveat.spark.classify(frame.mapInArrow(kill, frame.schema), "card", keep=["modelId"], json=True)
    assert result_of(result, tmp_path / "out") == on_one_machine(table)
    assert mark.exists()


def test_columns(spark, cards):
    import caveat.spark
    frame = spark.read.parquet(str(cards[0])).limit(20)
    assert caveat.spark.classify(frame, "card").columns[:2] == ["modelId", "status"]
    assert caveat.spark.classify(frame, "card", keep=False).columns[0] == "status"
    row = caveat.spark.classify(frame.filter("card is not null"), "card").first()
    assert row["permissions"]["commercial-use"] and row["rules"] == caveat.tool()["rules"]


def test_a_listing_of_repositories(spark, repository):
    import caveat.spark
    other = repository.parent / "other"
    other.mkdir()
    (other / "README.md").write_text("---\nlicense: mit\n---\n# Other\n")
    listing = spark.createDataFrame([(str(repository),), (str(other),), (str(other / "nowhere"),), (None,)],
                                    "path string")
    rows = {row["path"]: row for row in caveat.spark.models(listing.repartition(2)).collect()}
    assert len(rows) == 4
    import json
    for path in (repository, other):
        row = rows[str(path)]
        assert row["status"] == "ok" and json.loads(row["json"]) == caveat.model(path)
        assert row["category"] == caveat.model(path)["category"]
    assert rows[str(other / "nowhere")]["status"] == "error" and rows[str(other / "nowhere")]["error"]
    assert rows[None]["status"] is None and rows[None]["rules"] == caveat.tool()["rules"]
