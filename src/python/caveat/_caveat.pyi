"""The compiled part. Use the functions of the package caveat instead."""

from typing import Any, Callable, Dict, List, Optional

from .types import Progress, Summary

class Classified:
    """Results as a stream of Arrow batches, which can be read once."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

def check(path: bytes, data: Any, identity: bool, explain: bool, sha256: bool) -> str: ...
def tool() -> str: ...
def classify_arrow(
    data: Any, column: str, keep: List[str], keep_all: bool, identity: bool, json: bool, threads: int
) -> Classified: ...
def model_of_files(files: Dict[bytes, Any], id: str) -> str: ...
def model_of_path(path: bytes, id: str) -> str: ...
def scan(
    root: bytes,
    db: bytes,
    threads: int,
    shard: int,
    shards: int,
    verify: bool,
    columns: str,
    ref: str,
    progress: Optional[Callable[[Progress], None]],
) -> Summary: ...
def export(db: bytes, since: int, fd: int) -> None: ...
