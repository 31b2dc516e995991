"""caveat.model(), caveat.scan() and caveat.export()."""
import json
import sqlite3

import pytest

import caveat


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_what_the_command_says(repository, command):
    assert caveat.model(repository) == json.loads(command("model", "--format", "json", repository))
    assert caveat.model(repository, id="acme/tiny") == \
           json.loads(command("model", "--format", "json", "--id", "acme/tiny", repository))


def test_a_weights_file(repository, command):
    path = repository / "model.safetensors"
    assert caveat.model(path) == json.loads(command("model", "--format", "json", path))


def test_memory_says_what_the_folder_does(repository):
    on_disk = caveat.model(repository, id="acme/tiny")
    in_memory = caveat.model(files_of(repository), id="acme/tiny")
    assert in_memory["repository"] == {"id": "acme/tiny", "revision": None, "path": "", "layout": "memory"} | {
        name: in_memory["repository"][name] for name in ("revision", "path")}
    for name in on_disk:
        if name != "repository":
            assert in_memory[name] == on_disk[name], name


def test_the_order_of_the_files_does_not_matter(repository):
    files = files_of(repository)
    assert caveat.model(files) == caveat.model(dict(reversed(files.items())))


def test_contents_as_text_sizes_and_nothing():
    model = caveat.model({
        "README.md": "---\nlicense: mit\n---\n# Model\n",
        "model.safetensors": 5_000_000_000,
        "train.py": None,
    }, id="acme/listed")
    assert model["repository"]["id"] == "acme/listed"
    assert model["declared"][0]["value"] == "mit"
    present = {component["component"]: component["present"] for component in model["components"]}
    assert present["model-parameters-final"] == "yes"


def test_a_conflict_is_told(repository):
    kinds = [conflict["kind"] for conflict in caveat.model(repository)["conflicts"]]
    assert "declared-vs-found" in kinds


@pytest.mark.parametrize("wrong, error", [({"a": 1.5}, TypeError), ({"a": object()}, TypeError), ({"a": -1}, (ValueError, OverflowError, RuntimeError, TypeError))])
def test_wrong_contents(wrong, error):
    with pytest.raises(error):
        caveat.model(wrong)


def test_what_is_not_there(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        caveat.model(tmp_path / "nowhere")


def test_a_scan_and_its_export(repository, tmp_path, command):
    root, db = repository.parents[1], tmp_path / "hub.db"
    told = []
    summary = caveat.scan(root, db, threads=2, progress=told.append)
    assert summary["repositories"] == summary["judged"] == 1
    assert summary["unread"] == 0 and summary["problems"] == []
    for progress in told:
        assert set(progress) == {"share", "seconds", "repositories", "judged", "unread", "bytes"}
    exported = list(caveat.export(db))
    assert exported == [json.loads(line) for line in command("export", "--db", db).splitlines()]
    assert [model["repository"]["id"] for model in exported] == ["acme/tiny"]
    assert sqlite3.connect(db).execute("SELECT count(*) FROM repository").fetchone() == (1,)
    again = caveat.scan(root, db)
    assert (again["same"], again["judged"]) == (1, 0)
    assert list(caveat.export(db, since=1)) == []


def test_shards_are_parts(repository, tmp_path):
    root = repository.parents[1]
    for name in "abcdefg":
        other = repository.parent / name
        other.mkdir()
        (other / "README.md").write_text("---\nlicense: mit\n---\n")
        (other / "config.json").write_text("{}")
    whole, parts = tmp_path / "whole.db", []
    caveat.scan(root, whole)
    for i in range(3):
        caveat.scan(root, tmp_path / f"{i}.db", shard=(i, 3))
        parts += caveat.export(tmp_path / f"{i}.db")
    assert sorted(parts, key=lambda model: model["repository"]["id"]) == list(caveat.export(whole))
    assert len(parts) == 8


def test_an_error_of_the_callback_stops_a_scan(repository, tmp_path):
    def stop(progress):
        raise KeyError("enough")
    with pytest.raises(KeyError, match="enough"):
        caveat.scan(repository.parents[1], tmp_path / "hub.db", progress=stop)


@pytest.mark.parametrize("more", [{"shard": (2, 2)}, {"shard": (-1, 2)}, {"columns": "colour=red"}])
def test_wrong_use_of_a_scan(repository, tmp_path, more):
    with pytest.raises(ValueError):
        caveat.scan(repository, tmp_path / "hub.db", **more)


def test_a_file_that_is_no_database(repository, tmp_path):
    (tmp_path / "notes.txt").write_text("these are notes\n" * 100)
    with pytest.raises((ValueError, OSError)):
        caveat.scan(repository, tmp_path / "notes.txt")
    with pytest.raises(OSError):
        list(caveat.export(tmp_path / "notes.txt"))
