"""Reads what the licence of an AI model really says, clause by clause.

    import caveat

    document = caveat.check(open("LICENSE", "rb").read(), path="LICENSE")
    for finding in document["findings"]:
        print(finding["clause"], "at line", finding["span"]["start_line"], "-", finding["quote"])

check() reads a text, model() a whole repository, scan() a mirror of many into a database. classify_arrow() reads whole
columns of texts, caveat.spark does so on a cluster. Answers are plain dictionaries, the very ones that the command
prints as JSON; caveat.types describes them.

Reading never fails: any bytes in, an answer out. Everything may be called from any thread, and Python's lock is not
held while texts are read. Nothing here is legal advice.
"""

import json as _json
import os as _os
import tempfile as _tempfile
from typing import Callable, Iterable, Iterator, Mapping, Optional, Tuple, Union

from . import _caveat
from .types import Document, Model, Progress, Summary, Tool

__all__ = ["check", "classify_arrow", "export", "model", "scan", "tool", "__version__"]

Path = Union[str, bytes, _os.PathLike]
Bytes = Union[bytes, bytearray, memoryview]


def tool() -> Tool:
    """What makes the answers: the program's version and the hashes of its rules and of the licences it knows.

    Results with the same hashes are the same for the same bytes, so they can be kept under them.
    """
    return _json.loads(_caveat.tool())


__version__: str = tool()["version"]


def _encoded(text):
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def check(text: Union[str, Bytes], path: Path = "", *, identity: bool = True, explain: bool = False) -> Document:
    """What a licence text grants, asks and forbids.

    text: a str, or anything that holds bytes. Spans count bytes: those given, or those of the text in UTF-8.
    path: a name for the answer. No file is opened.
    identity: False leaves out which known licence it is; the findings do not change.
    explain: True adds the rule behind each finding, and what was tried and dropped.

    The answer is what `caveat check --format json` prints for one document.
    """
    return _json.loads(_caveat.check(_os.fsencode(path), _encoded(text), identity=identity, explain=explain, sha256=True))


def model(repository: Union[Path, Mapping[str, Union[str, Bytes, int, None]]], id: str = "") -> Model:
    """What a whole repository says: its card, licence texts, lineage, components, and where these disagree.

    repository: a folder, or a GGUF or safetensors file. Or a dictionary from paths ("README.md", "unet/config.json") to
        contents: bytes or str; an int for a file of that size whose content is not at hand; None where not even the
        size is known. Of weights the first megabyte is plenty: only headers are read.
    id: its name, "org/name", where the folder does not tell.

    Raises OSError when nothing can be read there. Single files that cannot be read do not stop it.
    """
    if isinstance(repository, Mapping):
        files = {_os.fsencode(path): _encoded(content) for path, content in repository.items()}
        return _json.loads(_caveat.model_of_files(files, id))
    return _json.loads(_caveat.model_of_path(_os.fsencode(repository), id))


def scan(root: Path, db: Path, *, threads: int = 0, shard: Optional[Tuple[int, int]] = None, verify: bool = False,
         columns: str = "", ref: str = "", progress: Optional[Callable[[Progress], None]] = None) -> Summary:
    """Reads a mirror of models into one SQLite file, as `caveat scan` does; again: what has changed since.

    root: a folder of any layout, an archive, or a dump as JSON lines.
    db: the file. `caveat scan --help` and its views (v_categories, v_conflicts, ...) tell what is in it.
    threads: that read and judge; 0 for one a processor.
    shard: (i, n) for the i-th of n parts, counted from 0.
    verify: read everything again and trust no time stamp.
    columns: keys of a dump, as "id=modelId,card=readme".
    ref: of git repositories without a working tree, instead of HEAD.
    progress: called several times a second. What it raises ends the run, as Ctrl-C does; the same call goes on.
    """
    part, parts = shard or (0, 1)
    if not 0 <= part < parts:
        raise ValueError("shard is (i, n) with i from 0 to n-1")
    return _caveat.scan(_os.fsencode(root), _os.fsencode(db), threads, part, parts, verify, columns, ref, progress)


def export(db: Path, since: int = 0) -> Iterator[Model]:
    """The answers of a scan, ordered by repository; with since, only what runs after this one changed."""
    with _tempfile.TemporaryFile() as lines:
        _caveat.export(_os.fsencode(db), since, lines.fileno())
        lines.seek(0)
        for line in lines:
            yield _json.loads(line)


def classify_arrow(data, column: str = "", *, keep: Union[bool, Iterable[str]] = (), identity: bool = True,
                   json: bool = False, threads: int = 1) -> _caveat.Classified:
    """Reads a column of texts: one row of results for each row, in the same order.

    data: any object that gives Arrow data through __arrow_c_stream__ or __arrow_c_array__, as tables, record batches,
        arrays, series and relations of pyarrow, polars, duckdb and pandas do. The texts may be string, large_string,
        string_view, binary, large_binary or binary_view, or a dictionary of these.
    column: the column of texts. May be left out when only one column holds texts, or one is called "text".
    keep: columns of the data to hand through, in front of the results; True for all of them.
    identity: False leaves out which known licence each text is.
    json: True adds a column "json" with the whole answer, as `caveat check --format jsonl` prints it.
    threads: how many threads read. One by default, the caller's own; 0 for as many as the machine has.

    Gives an object with __arrow_c_stream__, from which any of those libraries makes a table: pyarrow.table(result),
    polars.DataFrame(result), pandas.DataFrame.from_arrow(result), or `FROM result` in duckdb. It can be read once.
    Texts are read when the rows are asked for, some thousands at a time, so memory does not grow with the data.

    Each row has: status, error, language, category, flags (a list), expression, permissions (a structure of the seven
    activities), identity, findings and mentions (lists of structures), summary, and version, rules and licenses, which
    tell what made the answer. Where the text is null, all but these three are null.

    Raises ValueError when there is no such column or it holds no texts, TypeError for what is no Arrow data.
    """
    if threads < 0:
        raise ValueError("threads is a number of threads, or 0 for as many as the machine has")
    if isinstance(keep, str):
        keep = [keep]
    keep_all = keep is True
    names = [] if keep is True or keep is False else list(keep)
    return _caveat.classify_arrow(data, column, names, keep_all, identity, json, threads or _os.cpu_count() or 1)
