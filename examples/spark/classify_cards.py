"""A Spark job: Parquet of texts, or a listing of repositories, in; Parquet of what their licences say out.

    spark-submit classify_cards.py cards.parquet results.parquet --column card --keep modelId
    spark-submit classify_cards.py listing.parquet results.parquet --repositories path

The package caveat must be installed where Spark's Python workers run.
"""
import argparse

from pyspark.sql import SparkSession

import caveat.spark


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", help="Parquet")
    parser.add_argument("output", help="a folder for Parquet; it must not be there yet")
    parser.add_argument("--column", default="text", help="the column of texts")
    parser.add_argument("--keep", default="", metavar="NAME,...", help="columns to hand through; all if not given")
    parser.add_argument("--json", action="store_true", help="add the whole answers as JSON")
    parser.add_argument("--repositories", metavar="COLUMN", help="the column holds paths of model repositories instead")
    flags = parser.parse_args()

    spark = SparkSession.builder.appName("caveat").getOrCreate()
    frame = spark.read.parquet(flags.input)
    if flags.repositories:
        results = caveat.spark.models(frame, flags.repositories)
    else:
        keep = flags.keep.split(",") if flags.keep else True
        results = caveat.spark.classify(frame, flags.column, keep=keep, json=flags.json)
    results.write.parquet(flags.output)
    spark.stop()


if __name__ == "__main__":
    main()
