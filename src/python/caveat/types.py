"""The shapes of the answers. They are plain dictionaries; these types are for readers and type checkers.

Ids of clauses, categories, flags and activities are those of the taxonomy: `caveat rules list` prints them. More fields
may come, none is renamed.
"""

from typing import Any, Dict, List, Literal, Optional, TypedDict

Value = Literal["allowed", "conditional", "prohibited", "unspecified"]
Tri = Literal["yes", "no", "unknown"]


class Tool(TypedDict):
    """What made an answer."""
    name: str
    version: str
    rules: str  # hash of the rules
    licenses: str  # hash of the known licences


class Span(TypedDict):
    """A place in a file: half-open bytes as they lie on disk, 1-based inclusive lines."""
    start_byte: int
    end_byte: int
    start_line: int
    end_line: int


class Because(TypedDict):
    """Why a value is what it is: an index into one of the lists of a document."""
    kind: Literal["finding", "mention", "identity"]
    document: int
    index: int


class Added(TypedDict):
    """Words that the known licence does not have."""
    span: Span
    text: str


class Missing(TypedDict):
    """A place where words of the known licence are missing."""
    at_byte: int
    words: int


class Identity(TypedDict):
    """Which known licence a text is."""
    license: str
    spdx: Optional[str]
    how: Literal["exact", "edited", "quoted", "named"]
    coverage: float
    span: Span
    added: List[Added]
    missing: List[Missing]


class Permission(TypedDict):
    """What the text says of one activity."""
    value: Value
    because: List[Because]


class Obligation(TypedDict):
    """A duty, and the moment at which it bites."""
    clause: str
    when: str
    text: str
    because: List[Because]


class _Finding(TypedDict):
    clause: str
    params: Dict[str, Any]  # text, numbers, lists or booleans, by name
    span: Span
    lead: Optional[Span]  # the part of the sentence that makes a list item a prohibition
    quote: str  # the text's own words, cut to 300 characters
    confidence: Literal["certain", "likely", "weak"]
    hidden: bool  # a reader would not see the text as such


class Finding(_Finding, total=False):
    """One clause, at one place."""
    rule: str  # with explain=True


class Mention(TypedDict):
    """A licence that the text names without being it."""
    name: str
    license: str
    aliases: List[str]
    covers: Literal["weights", "code", "data", "docs", "unspecified"]
    span: Span


class Dropped(TypedDict):
    """What was tried and not reported, and why."""
    clause: str
    rule: str
    reason: str
    quote: str
    span: Span


class _Document(TypedDict):
    path: str
    bytes: int
    sha256: Optional[str]
    status: Literal["ok", "binary", "truncated", "error"]
    error: Optional[str]
    language: str  # BCP-47, "mul" for several, "und" for none
    identity: List[Identity]
    expression: Optional[str]  # SPDX licence expression of what was identified
    category: str
    flags: List[str]
    permissions: Dict[str, Permission]
    obligations: List[Obligation]
    findings: List[Finding]
    mentions: List[Mention]
    summary: str  # one sentence in plain words


class Document(_Document, total=False):
    """What check() answers for one text."""
    path_base64: str  # of a path that is no UTF-8
    dropped: List[Dropped]  # with explain=True
    role: str  # in the documents of a model


class Repository(TypedDict):
    """Where a model came from."""
    id: Optional[str]  # "org/name"
    revision: Optional[str]
    path: str
    layout: str


class Declared(TypedDict):
    """What a card, header or configuration says of the licence."""
    source: str
    field: str
    value: str
    license: Optional[str]


class Found(TypedDict):
    """A licence text or statement among the files."""
    document: int
    license: str
    covers: str


class Inherited(TypedDict):
    """A model or data set that this one was made of."""
    base_model: str
    relation: str
    strength: Literal["declared", "strong", "hint"]
    source: str
    field: str
    evidence: str
    license: Optional[str]


class Evidence(TypedDict):
    """A place that bears a statement out."""
    document: int
    span: Span


class Conflict(TypedDict):
    """Where the repository disagrees with itself, its licences or what it was made of."""
    kind: str
    severity: Literal["error", "warning", "note"]
    explanation: str
    evidence: List[Evidence]


class Component(TypedDict):
    """One of the seventeen components of an open model."""
    component: str
    present: Tri
    license: Optional[str]
    open: Tri
    evidence: List[str]


# How open all that is.
Openness = TypedDict("Openness", {
    "class": str,
    "mof_class": Optional[Literal["I", "II", "III"]],
    "mof": Dict[str, int],
    "osaid": Dict[str, Any],
    "statement": str,
})


class Question(TypedDict):
    """One of the four questions that a reader has."""
    id: str
    answer: Literal["yes", "partly", "no", "unknown"]
    reason: str
    evidence: List[Evidence]


class Model(TypedDict):
    """What model() answers for one repository."""
    schema: str
    tool: Tool
    repository: Repository
    documents: List[Document]
    declared: List[Declared]
    found: List[Found]
    inherited: List[Inherited]
    conflicts: List[Conflict]
    components: List[Component]
    openness: Openness
    questions: List[Question]
    expression: Optional[str]
    category: str
    flags: List[str]
    permissions: Dict[str, Permission]
    obligations: List[Obligation]
    summary: str


class Progress(TypedDict):
    """How far a scan is."""
    share: float  # 0 to 1
    seconds: float
    repositories: int
    judged: int
    unread: int
    bytes: int


class Problem(TypedDict):
    """Something that could not be read."""
    path: str
    reason: str


class Summary(TypedDict):
    """What a scan did."""
    repositories: int
    same: int  # as in an earlier run
    judged: int
    removed: int
    unread: int
    texts: int
    texts_seen: int  # whose content was met before
    bytes: int
    seconds: float
    resumed: bool
    problems: List[Problem]  # the first ones
