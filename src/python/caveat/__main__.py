"""python -m caveat: texts and repositories as JSON, Parquet files in and out. The command `caveat` does more."""

import argparse
import json
import sys

import caveat


def _check(flags) -> int:
    unread = 0
    for path in flags.file:
        try:
            if path == "-":
                data = sys.stdin.buffer.read()
            else:
                with open(path, "rb") as file:
                    data = file.read()
        except OSError as error:
            print(f"caveat: {path}: {error.strerror}", file=sys.stderr)
            unread += 1
            continue
        print(json.dumps(caveat.check(data, path, identity=not flags.no_identity), ensure_ascii=False))
    return 3 if unread else 0


def _model(flags) -> int:
    try:
        print(json.dumps(caveat.model(flags.path, flags.id), ensure_ascii=False))
    except OSError as error:
        print(f"caveat: {error}", file=sys.stderr)
        return 3
    return 0


def _classify(flags) -> int:
    try:
        import pyarrow
        import pyarrow.dataset
        import pyarrow.parquet
    except ImportError:
        print("caveat: Parquet needs pyarrow: pip install pyarrow", file=sys.stderr)
        return 2
    try:
        source = pyarrow.dataset.dataset(flags.input, format="parquet")
        keep = flags.keep.split(",") if flags.keep else []
        wanted = keep + [flags.column] if flags.column else None
        # Few rows at a time: a row may be a long text.
        batches = source.scanner(columns=wanted, batch_size=4096, batch_readahead=2, fragment_readahead=1).to_reader()
        rows = pyarrow.RecordBatchReader.from_stream(
            caveat.classify_arrow(batches, flags.column, keep=keep, threads=flags.threads, json=flags.json))
        with pyarrow.parquet.ParquetWriter(flags.output, rows.schema, compression="zstd") as out:
            for batch in rows:
                out.write_batch(batch)
    except (OSError, ValueError, pyarrow.ArrowException) as error:
        print(f"caveat: {error}", file=sys.stderr)
        return 2
    return 0


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="python -m caveat", description=__doc__)
    parser.add_argument("--version", action="version", version="caveat " + caveat.__version__)
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="what licence texts grant, ask and forbid: one JSON object a file")
    check.add_argument("file", nargs="+", help="a file, or - for standard input")
    check.add_argument("--no-identity", action="store_true", help="do not ask which known licence it is")
    check.set_defaults(run=_check)

    model = commands.add_parser("model", help="a whole model repository: one JSON object")
    model.add_argument("path", help="folder of a repository, or a GGUF or safetensors file")
    model.add_argument("--id", default="", help='name of the repository, "org/name"')
    model.set_defaults(run=_model)

    classify = commands.add_parser("classify", help="a column of texts in Parquet: one row of results for each")
    classify.add_argument("input", help="a Parquet file, or a folder of them")
    classify.add_argument("output", help="the Parquet file to write")
    classify.add_argument("--column", default="", help="the column of texts")
    classify.add_argument("--keep", default="", metavar="NAME,...", help="columns to hand through")
    classify.add_argument("--threads", type=int, default=0, help="0: one a processor (default)")
    classify.add_argument("--json", action="store_true", help="add a column with the whole answer as JSON")
    classify.set_defaults(run=_classify)

    flags = parser.parse_args(arguments)
    try:
        return flags.run(flags)
    except BrokenPipeError:
        sys.stderr.close()  # nobody listens any more
        return 0


if __name__ == "__main__":
    sys.exit(main())
