#!/usr/bin/env python3
"""The pre-commit hooks and the GitHub Action: well-formed, and what they would run does run, with the real program."""
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[1])
BUILD = Path(os.environ.get('CAVEAT_BUILD_DIR') or SOURCE / 'build')


def load(path):
    """The YAML file; None where Python has no YAML reader."""
    try:
        import yaml
    except ImportError:
        return None
    return yaml.safe_load(path.read_text(encoding='utf-8'))


def run(command, cwd, **environment):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False,
                          env={**os.environ, 'PATH': f'{BUILD}:{os.environ["PATH"]}', **environment})


def hooks(repository):
    ids = []
    for hook in load(SOURCE / '.pre-commit-hooks.yaml') or []:
        ids.append(hook['id'])
        assert {'id', 'name', 'entry', 'language'} <= set(hook), hook
        files = re.compile(hook.get('files', ''))
        chosen = [p.name for p in sorted(repository.iterdir()) if files.search(p.name)] if hook.get('pass_filenames') else []
        assert chosen or not hook.get('pass_filenames'), hook['id']
        done = run(shlex.split(hook['entry']) + hook.get('args', []) + chosen, repository)
        assert done.returncode in (0, 1), (hook['id'], done.returncode, done.stderr)
    return ids


def action(repository):
    described = load(SOURCE / 'action.yml')
    if described is None:
        return 0
    steps = described['runs']['steps']
    for step in steps:
        assert ('run' in step and step.get('shell') == 'bash') or 'uses' in step, step
        # What comes from the workflow goes through the environment, never into the script.
        assert '${{' not in step.get('run', ''), step
    gate = next(s for s in steps if s.get('id') == 'gate')
    summary, output = repository / 'summary', repository / 'output'
    done = run(['bash', '-e', '-c', gate['run']], repository, CAVEAT_PATH='.', CAVEAT_POLICY='commercial-product',
               CAVEAT_SARIF='out.sarif', GITHUB_STEP_SUMMARY=str(summary), GITHUB_OUTPUT=str(output))
    assert done.returncode == 0, done.stderr
    assert output.read_text() == 'answer=denied\n', output.read_text()
    assert 'small-caps' in summary.read_text()
    assert '"version":"2.1.0"' in (repository / 'out.sarif').read_text()
    return len(steps)


def main():
    if not (BUILD / 'caveat').exists():
        sys.exit('there is no program to run')
    with tempfile.TemporaryDirectory() as temporary:
        repository = Path(temporary)
        (repository / 'LICENSE').write_text('You may use the model. If your products have more than 3 million monthly active users, '
                                            'you must request a license from us.\n')
        (repository / 'README.md').write_text('---\nlicense: other\n---\n# Quay\n')
        (repository / 'caveat.toml').write_text(run(['caveat', 'policy', 'init'], repository).stdout)
        ids = hooks(repository)
        steps = action(repository)
    print(f'{len(ids)} hooks run, {steps} steps of the action' if ids else 'Python has no YAML reader: not checked')


if __name__ == '__main__':
    main()
