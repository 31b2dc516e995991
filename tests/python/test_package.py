"""The package as a user meets it: types, documentation, python -m caveat, the program of the README."""
import inspect
import json
import pathlib
import re
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet
import pytest

import caveat
import caveat.types
from conftest import SOURCE


def python(*arguments, **more):
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, check=False, **more)


@pytest.mark.parametrize("name", caveat.__all__)
def test_everything_public_is_documented(name):
    thing = getattr(caveat, name)
    assert name == "__version__" or len(inspect.getdoc(thing)) > 40
    if inspect.isfunction(thing):
        assert inspect.signature(thing).return_annotation is not inspect.Signature.empty


def test_types_are_shipped():
    folder = pathlib.Path(caveat.__path__[0])
    assert {"py.typed", "_caveat.pyi", "types.py"} <= {path.name for path in folder.iterdir()}
    stub = (folder / "_caveat.pyi").read_text()
    for name in dir(caveat._caveat):
        if not name.startswith("_"):
            assert re.search(rf"^(def|class) {name}\b", stub, re.M), name


def test_types_name_the_fields_of_the_answers(repository):
    document = caveat.check((SOURCE / "corpora/samples/mostly-permissive.txt").read_bytes())
    assert set(document) == set(caveat.types.Document.__required_keys__)
    assert set(document["findings"][0]) == set(caveat.types.Finding.__required_keys__)
    model = caveat.model(repository)
    assert set(model) >= set(caveat.types.Model.__required_keys__)
    for name, kind in [("conflicts", "Conflict"), ("components", "Component"), ("questions", "Question"),
                       ("declared", "Declared"), ("inherited", "Inherited")]:
        assert set(model[name][0]) >= set(getattr(caveat.types, kind).__required_keys__), name
    assert set(model["openness"]) >= set(caveat.types.Openness.__required_keys__)


def test_main_check(command):
    sample = SOURCE / "corpora/samples/use-policy.md"
    done = python("-m", "caveat", "check", sample, "-", "nowhere", input=b"MIT")
    assert done.returncode == 3 and b"nowhere" in done.stderr
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert first == json.loads(command("check", "--format", "jsonl", sample))
    assert second["path"] == "-"


def test_main_model(repository, tmp_path):
    done = python("-m", "caveat", "model", "--id", "acme/tiny", repository)
    assert done.returncode == 0 and json.loads(done.stdout) == caveat.model(repository, "acme/tiny")
    assert python("-m", "caveat", "model", tmp_path / "nowhere").returncode == 3


def test_main_classify(strings, tmp_path):
    (tmp_path / "in").mkdir()
    table = pa.table({"id": [str(i) for i in range(len(strings))], "card": strings})
    pa.parquet.write_table(table[:4], tmp_path / "in" / "0.parquet")
    pa.parquet.write_table(table[4:], tmp_path / "in" / "1.parquet")
    done = python("-m", "caveat", "classify", tmp_path / "in", tmp_path / "out.parquet", "--column", "card", "--keep", "id")
    assert done.returncode == 0, done.stderr
    expected = pa.table(caveat.classify_arrow(table, "card", keep=["id"]))
    assert pa.parquet.read_table(tmp_path / "out.parquet").to_pylist() == expected.to_pylist()
    assert python("-m", "caveat", "classify", tmp_path / "in", tmp_path / "o", "--column", "none").returncode == 2


def test_main_usage():
    assert python("-m", "caveat").returncode == 2
    assert caveat.__version__ in python("-m", "caveat", "--version").stdout.decode()


def test_programs_of_the_documents(tmp_path):
    """Each Python program shown in the documents runs and prints something."""
    (tmp_path / "LICENSE").write_text("You may use the model. Commercial use is prohibited.\n")
    table = pa.table({"modelId": ["a/b", "c/d"], "card": ["Commercial use is prohibited.", None]})
    pa.parquet.write_table(table, tmp_path / "cards.parquet")
    programs = 0
    for name in ("README.md", "docs/python.md"):
        text = (SOURCE / name).read_text()
        for program in re.findall(r"^```python\n(.*?)^```", text, re.M | re.S):
            done = python("-c", program, cwd=tmp_path)
            assert done.returncode == 0, (program, done.stderr.decode())
            assert done.stdout, program
            programs += 1
    assert programs >= 3
