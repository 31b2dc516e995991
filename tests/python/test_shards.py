"""The recipes of docs/distributed.md, with local processes in the place of machines."""
import os
import re
import subprocess

import pytest

from conftest import COMMAND, SOURCE

TEXT = (SOURCE / "docs/distributed.md").read_text()
SLURM = re.search(r"^```sh\n(#!/bin/sh\n.*?)^```", TEXT, re.M | re.S)[1]
MERGE = re.search(r"^```sh\n(caveat merge.*?)^```", TEXT, re.M | re.S)[1]
KUBERNETES = re.search(r"command: \[sh, -c, '(.*)'\]", TEXT)[1]


@pytest.fixture
def mirror(repository):
    for i in range(20):
        other = repository.parent / f"model-{i:02}"
        other.mkdir()
        (other / "README.md").write_text(f"---\nlicense: mit\n---\n# Model {i}\n")
        (other / "LICENSE").write_text("Commercial use is prohibited.\n" * (i % 3))
        (other / "config.json").write_text("{}")
    return repository.parents[1]


def run(script, cwd, **environment):
    path = f"{COMMAND.parent}:{os.environ['PATH']}"
    return subprocess.Popen(["sh", "-c", script], cwd=cwd, env={**os.environ, "PATH": path, **environment})


def slurm(i, out, mirror):
    return SLURM, {"SLURM_ARRAY_TASK_ID": str(i), "SLURM_ARRAY_TASK_COUNT": "16", "SLURM_CPUS_PER_TASK": "1",
                   "OUT": str(out), "MIRROR": str(mirror)}


def kubernetes(i, out, mirror):
    script = KUBERNETES.replace("/mirror", str(mirror)).replace("/out", str(out))
    return script, {"JOB_COMPLETION_INDEX": str(i)}


@pytest.mark.parametrize("recipe", [slurm, kubernetes])
def test_parts_make_the_whole(recipe, mirror, tmp_path, command):
    out = tmp_path / "out"
    out.mkdir()
    script, _ = recipe(0, out, mirror)
    assert "16" in str(recipe(0, out, mirror))
    jobs = []
    for i in range(16):
        script, environment = recipe(i, out, mirror)
        jobs.append(run(script, tmp_path, **environment))
    assert [job.wait() for job in jobs] == [0] * 16
    assert run(MERGE, tmp_path, OUT=str(out)).wait() == 0
    command("scan", mirror, "--db", tmp_path / "one.db", "--quiet")
    whole = command("export", "--db", tmp_path / "one.db")
    assert (tmp_path / "hub.jsonl").read_bytes() == whole and whole.count(b"\n") == 21
