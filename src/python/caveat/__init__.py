"""Caveat reads what an AI model's licence says, clause by clause, and quotes the text for every statement.

    import caveat
    answer = caveat.check(open("LICENSE", "rb").read())
    for finding in answer["findings"]:
        print(finding["clause"], "at line", finding["span"]["start_line"], ":", finding["quote"])

The answers are those of the command's JSON. Nothing here starts a thread; the interpreter lock is given up while texts
are read, so threads of your own run side by side. A reading aid, not legal advice.
"""
from __future__ import annotations

import json as _json
import os as _os

from . import _core

__all__ = ["check", "model", "classify_arrow", "ArrowAnswers", "rules_hash", "licenses_hash", "__version__"]

__version__ = _core.version()
rules_hash = _core.rules_hash
licenses_hash = _core.licenses_hash


def _bytes(text):
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else bytes(text)


def check(text, path="-", *, identity=True):
    """What a text grants, asks and forbids: an element of `documents` of `caveat check --format json`.

    `text` is a string or the bytes of a file; `path` is what the answer calls it. Never fails on any text.
    """
    return _json.loads(_core.check(_bytes(text), _os.fspath(path), identity))


def _folder(path):
    for folder, folders, names in _os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            full = _os.path.join(folder, name)
            if _os.path.isfile(full):
                yield _os.path.relpath(full, path).replace(_os.sep, "/"), full


def _read(name, full):
    size = _os.path.getsize(full)
    wish = min(_core.wish(name, size), size)
    if wish == 0:
        return name, None, size
    with open(full, "rb") as file:
        head = file.read(wish)
        wanted = _core.header_wish(name, head)
        while len(head) < wanted:
            more = file.read(wanted - len(head))
            if not more:
                break
            head += more
            wanted = _core.header_wish(name, head)
    return name, head[:wanted] if wanted else head, size


def model(repository, *, id="", revision="", complete=True):
    """A whole model repository: licence, lineage, components, openness; the answer of `caveat model --format json`.

    `repository` is a folder, or a dict of paths and their bytes; None stands for a file that is only known to be there.
    `complete=False` says that there are more files than these.
    """
    if isinstance(repository, dict):
        files = []
        for name, data in repository.items():
            data = None if data is None else _bytes(data)
            files.append((_os.fspath(name), data, 0 if data is None else len(data)))
    else:
        files = [_read(name, full) for name, full in _folder(_os.fspath(repository))]
    return _json.loads(_core.model(id, revision, files, complete))


class ArrowAnswers:
    """Answers as an Arrow stream of record batches, made batch by batch as they are read, once.

    Give it to anything that takes Arrow: `pyarrow.RecordBatchReader.from_stream(answers)`, `polars.DataFrame(answers)`.
    """

    def __init__(self, stream):
        self._stream = stream

    def __arrow_c_stream__(self, requested_schema=None):
        if self._stream is None:
            raise ValueError("these answers were read before")
        stream, self._stream = self._stream, None
        return stream


class _ArrayAnswers:
    """Answers to one array or record batch."""

    def __init__(self, schema, array):
        self._capsules = schema, array

    def __arrow_c_schema__(self):
        return self._capsules[0]

    def __arrow_c_array__(self, requested_schema=None):
        return self._capsules


def classify_arrow(texts, column=""):
    """A row of answers for each row of texts, in order; null for null.

    `texts` is anything that gives Arrow: a column of strings or binaries (plain, large, view, dictionary), a record
    batch, a table, a reader of batches. `column` names the texts among several columns; by default the first column of
    texts. Columns of the answer: status, category, expression, language, flags, clauses, licenses, mentions,
    commercial_use, distribution, summary, version.
    """
    if hasattr(texts, "__arrow_c_array__"):
        return _ArrayAnswers(*_core.classify_array(*texts.__arrow_c_array__(), column))
    if hasattr(texts, "__arrow_c_stream__"):
        return ArrowAnswers(_core.classify_stream(texts.__arrow_c_stream__(), column))
    raise TypeError(f"{type(texts).__name__} gives no Arrow: it has neither __arrow_c_array__ nor __arrow_c_stream__")
