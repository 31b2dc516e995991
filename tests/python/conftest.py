"""What the tests of the Python package share. They run against the installed wheel: `./dev python`."""
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
COMMAND = Path(os.environ.get("CAVEAT_COMMAND") or SOURCE / "build" / "caveat")

# Texts of our own making, of every sort: terms, prose, other languages, bytes that are no text, nothing.
TEXTS = [path.read_bytes() for path in sorted((SOURCE / "corpora/samples").iterdir())] + [
    b"",
    b"MIT",
    b"SPDX-License-Identifier: Apache-2.0\n",
    b"You may not use the model to write spam.\r\nYou may use it for any other purpose.\r\n",
    b"\xff\xfe\x00broken \xed\xa0\x80 bytes: commercial use is prohibited",
    b"\x00\x01\x02\x03" * 64,
    "Le mod\u00e8le ne peut pas \u00eatre utilis\u00e9 \u00e0 des fins commerciales.".encode(),
    b"---\nlicense: cc-by-nc-4.0\n---\n# A model\nThis model is released under CC BY-NC 4.0.\n",
    b"word " * 3000,
]


@pytest.fixture(scope="session")
def texts():
    return TEXTS


@pytest.fixture(scope="session")
def strings():
    return [text.decode("utf-8", "replace") for text in TEXTS]


@pytest.fixture(scope="session")
def command():
    """Runs the command of the same build and gives what it printed."""
    if not COMMAND.exists():
        pytest.fail(f"{COMMAND} is not built")

    def run(*arguments, **more):
        done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, check=False, **more)
        assert done.returncode in (0, 3), done.stderr
        return done.stdout
    return run


@pytest.fixture(scope="session")
def answers(command, tmp_path_factory, texts):
    """What the command says of TEXTS, one object each."""
    folder = tmp_path_factory.mktemp("texts")
    for i, text in enumerate(texts):
        (folder / f"{i:03}").write_bytes(text)
    lines = command("check", "--format", "jsonl", folder).decode().splitlines()
    # There, a reason names the place of its document in the list; here each is the first.
    out = [json.loads(re.sub(r'"document":\d+', '"document":0', line)) for line in lines]
    assert len(out) == len(texts)
    return out


@pytest.fixture
def repository(tmp_path):
    """A small model repository."""
    folder = tmp_path / "acme" / "tiny"
    (folder / "unet").mkdir(parents=True)
    (folder / "README.md").write_text(
        "---\nlicense: apache-2.0\nbase_model: acme/base\n---\n# Tiny\nA fine-tune of acme/base. Weights only.\n")
    (folder / "LICENSE").write_text("You may use the model for research only. Commercial use is prohibited.\n")
    (folder / "config.json").write_text('{"architectures": ["TinyModel"], "model_type": "tiny"}\n')
    (folder / "unet" / "config.json").write_text("{}\n")
    (folder / "model.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    return folder
