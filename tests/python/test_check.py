"""caveat.check() and caveat.tool()."""
import json
import mmap
import pathlib
import threading

import pytest

import caveat


def test_answers_are_those_of_the_command(texts, answers):
    for text, expected in zip(texts, answers):
        assert caveat.check(text, expected["path"]) == expected


def test_the_tool_is_the_same(command):
    assert caveat.tool() == json.loads(command("check", "--format", "json", "-", input=b"x"))["tool"]
    assert caveat.__version__ == caveat.tool()["version"]


@pytest.mark.parametrize("wrap", [bytes, bytearray, memoryview, lambda b: b.decode("utf-8")])
def test_kinds_of_text(wrap):
    text = "Commercial use is prohibited. \u00fc".encode()
    assert caveat.check(wrap(text)) == caveat.check(text)


def test_a_mapped_file(tmp_path):
    path = tmp_path / "LICENSE"
    path.write_bytes(b"Commercial use is prohibited.")
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert caveat.check(mapped, path)["findings"]


def test_a_string_with_lone_surrogates():
    document = caveat.check("Commercial use is prohibited \ud800.")
    assert document["findings"] and document["bytes"] == len("Commercial use is prohibited ") + 4


@pytest.mark.parametrize("path", ["a/b", b"a/\xff", pathlib.Path("c")])
def test_paths(path):
    document = caveat.check("x", path)
    assert ("path_base64" in document) == (path == b"a/\xff")


def test_without_identity():
    text = "SPDX-License-Identifier: Apache-2.0"
    assert caveat.check(text)["identity"]
    assert not caveat.check(text, identity=False)["identity"]
    assert caveat.check(text)["findings"] == caveat.check(text, identity=False)["findings"]


def test_explained():
    document = caveat.check("Commercial use is prohibited.", explain=True)
    assert all(":" in finding["rule"] for finding in document["findings"])
    assert isinstance(document["dropped"], list)


@pytest.mark.parametrize("wrong", [None, 7, ["text"], object()])
def test_what_is_no_text_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        caveat.check(wrong)


def test_many_threads(texts):
    expected = [caveat.check(text) for text in texts]
    failures = []

    def read():
        for _ in range(20):
            for text, answer in zip(texts, expected):
                if caveat.check(text) != answer:
                    failures.append(text)
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_python_goes_on_meanwhile():
    """The lock is not held while a long text is read."""
    text = b"The licensee may use the model for research, but not for spam. " * 100_000
    done = threading.Event()

    def read():
        caveat.check(text)
        done.set()
    thread = threading.Thread(target=read)
    thread.start()
    turns = 0
    while not done.is_set():
        turns += 1
    thread.join()
    assert turns > 1000
