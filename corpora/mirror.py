#!/usr/bin/env python3
"""Makes a mirror of a model hub that is like real ones in what matters to a scanner: sizes, names, repetition, layouts.

usage: mirror.py OUT [--repositories N] [--seed N] [--layouts NAME,NAME...] [--files N] [--duplication SHARE] [--card-bytes N]

The same seed gives the same documents in whatever layout, so that their answers can be compared. Licence texts are the samples beside
this file and what the distribution keeps in /usr/share/common-licenses; cards are put together from sentences of our own. Weights are
sparse files with a true header. Layouts: plain, local-dir, modelscope, hf-cache, ollama, oci, git, tar, zip, gguf, dump; with several,
each repository goes into one of them. A line at the end tells what was made.
"""
import argparse
import gzip
import hashlib
import io
import json
import os
import random
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAYOUTS = ['plain', 'local-dir', 'modelscope', 'hf-cache', 'ollama', 'oci', 'git', 'tar', 'zip', 'gguf', 'dump']
SUBJECTS = ['birds', 'river levels', 'bread recipes', 'court minutes', 'tram timetables', 'weather reports', 'garden plans', 'radio plays',
            'bicycle repairs', 'star charts', 'choir music', 'mountain paths', 'old letters', 'chess games', 'folk tales', 'train noises']
VERBS = ['summarises', 'translates', 'sorts', 'answers questions about', 'writes about', 'corrects', 'compares', 'describes', 'counts']
DETAILS = ['It was tried on {n} examples that nobody had seen before.', 'The longest input that makes sense has {n} words.',
           'Training took {n} hours on machines that were idle at night.', 'Answers about anything else are likely to be wrong.',
           'With more than {n} lines of context the answers get worse.', 'Please tell us when it says something odd.',
           'The vocabulary holds {n} pieces, most of them common words.', 'A smaller sibling with {n} layers is in preparation.',
           'Numbers in tables were rounded to two places.', 'We compared {n} settings and kept the simplest one.',
           'Older versions of the loader do not know this architecture.', 'The evaluation script prints {n} lines and a total.']
TAGS = ['mit', 'apache-2.0', 'apache-2.0', 'apache-2.0', 'cc-by-4.0', 'cc-by-nc-4.0', 'gpl-3.0', 'other', 'openrail', 'llama3', None, None]
OWNERS = ['alder', 'birch', 'cedar', 'ebony', 'fir', 'hazel', 'larch', 'maple', 'oak', 'pine', 'rowan', 'spruce', 'willow', 'yew']


def licences():
    """(name of file, tag, bytes); own texts first, the distribution's where there are some."""
    own = [(path.stem, path.read_bytes()) for path in sorted((HERE / 'samples').glob('*')) if path.is_file()]
    common = Path('/usr/share/common-licenses')
    if common.is_dir():
        own += [(p.name, p.read_bytes()) for p in sorted(common.iterdir()) if p.is_file() and not p.is_symlink()]
    return own


class Repository:
    """What a repository holds: {path: bytes, or a number for a sparse file of that size}."""

    def __init__(self, options, texts, number):
        r = random.Random(options.seed * 1_000_003 + number + 500_000_000)
        self.id = self.id_of(options, number)
        self.owner, self.name = self.id.split('/')
        self.commit = hashlib.sha1(f'{options.seed} {number}'.encode()).hexdigest()
        tag = r.choice(TAGS)
        base = None
        if number > 0 and r.random() < .35:
            base = Repository.id_of(options, r.randrange(options.repositories))
        head = ['---']
        if tag:
            head.append(f'license: {tag}')
        if base:
            head += [f'base_model: {base}'] + ([f'base_model_relation: {r.choice(["finetune", "quantized", "adapter"])}'] if r.random() < .5 else [])
        head += ['language:', '- en', 'library_name: transformers', 'tags:', f'- {r.choice(SUBJECTS)}', '---', '', f'# {self.name}', '']
        lines, size, wanted = [], 0, int(r.lognormvariate(0, .9) * options.card_bytes)
        while size < wanted:
            if r.random() < .12:
                lines += ['', '## ' + r.choice(['Use', 'Training', 'Results', 'Limits', 'Thanks', 'Files']), '']
            sentence = f'This model {r.choice(VERBS)} {r.choice(SUBJECTS)} and {r.choice(SUBJECTS)}. ' if r.random() < .4 else \
                r.choice(DETAILS).format(n=r.randrange(2, 5000)) + ' '
            lines.append(sentence)
            size += len(sentence)
        self.files = {'README.md': ('\n'.join(head) + '\n'.join(lines) + '\n').encode()}
        for path in ['LICENSE'] + (['USE_POLICY.md'] if r.random() < .1 else []) + (['NOTICE'] if r.random() < .1 else []):
            if path == 'LICENSE' and r.random() < .25:
                continue
            text = r.choice(texts)[1]
            if r.random() > options.duplication:
                text = text + f'\nCopyright {r.randrange(1990, 2030)} {self.owner} number {number}\n'.encode()
            self.files[path] = text
        self.files['config.json'] = json.dumps({'architectures': ['LlamaForCausalLM'], 'model_type': 'llama', 'hidden_size': 64 * r.randrange(8, 128),
                                                'num_hidden_layers': r.randrange(4, 90), 'vocab_size': 32000 + number % 7}, indent=2).encode()
        self.files['.gitattributes'] = b'*.safetensors filter=lfs diff=lfs merge=lfs -text\n'
        self.files['model.safetensors'] = self.weights(r)
        extra = max(0, round(options.files - 5 + r.uniform(-1.5, 1.5)))
        for i in range(extra):
            name = ['tokenizer.json', 'tokenizer_config.json', 'generation_config.json', 'special_tokens_map.json', 'vocab.txt'][i % 5]
            if i >= 5:
                name = f'part-{i}/{name}'
            self.files[name] = (b'{"version": "1.0", "note": "' + b'x' * int(r.lognormvariate(0, 1) * 6000 if 'tokenizer.json' in name else 700) + b'"}')

        if number % 8 == 3:  # a part of the repository, with a card of its own
            self.files['adapter/README.md'] = f'---\nlicense: mit\n---\n# Adapter {number}\nIt goes on top of the rest.\n'.encode()
            self.files['adapter/adapter_model.safetensors'] = self.weights(r)

    @staticmethod
    def id_of(options, number):
        r = random.Random(options.seed * 1_000_003 + number)
        owner = r.choice(OWNERS) + (f'-{r.randrange(40)}' if r.random() < .8 else '')
        return f'{owner}/{r.choice(SUBJECTS).replace(" ", "-")}-{r.choice(["1B", "3B", "7B", "13B", "small", "base"])}-{number:06d}'

    @staticmethod
    def weights(r):
        header = json.dumps({'__metadata__': {'format': 'pt'}, 'w': {'dtype': 'BF16', 'shape': [1024, 1024], 'data_offsets': [0, 2097152]}}).encode()
        return Sparse(struct.pack('<Q', len(header)) + header, r.randrange(1, 40) << 24)


class Sparse(bytes):
    """The first bytes of a file, with the size of the whole."""

    def __new__(cls, head, size):
        self = super().__new__(cls, head)
        self.size = size
        return self


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, 'wb') as out:
        out.write(content)
        if isinstance(content, Sparse):
            out.truncate(content.size)


def blob_name(content):
    return hashlib.sha256(content).hexdigest()


def gguf(repository):
    def text(value):
        return struct.pack('<Q', len(value)) + value.encode()
    pairs = [('general.architecture', 'llama'), ('general.name', repository.name), ('general.license', 'apache-2.0')]
    head = struct.pack('<IIQQ', 0x46554747, 3, 0, len(pairs)) + b''.join(text(k) + struct.pack('<I', 8) + text(v) for k, v in pairs)
    return Sparse(head, 1 << 26)


class Maker:
    def __init__(self, out):
        self.out = out
        self.made = {name: 0 for name in LAYOUTS}
        self.archives = {}
        self.dump = None

    def plain(self, r, root='plain'):
        for path, content in r.files.items():
            put(self.out / root / r.owner / r.name / path, content)

    def local_dir(self, r):
        self.plain(r, 'local-dir')
        for path in r.files:
            put(self.out / 'local-dir' / r.owner / r.name / '.cache/huggingface/download' / (path + '.metadata'),
                f'{r.commit}\n{"0" * 40}\n1700000000.5\n'.encode())

    def modelscope(self, r):
        folder = self.out / 'modelscope/models' / r.owner / r.name.replace('.', '___')
        for path, content in r.files.items():
            put(folder / path, content)
        put(folder / '.mv', b'Revision:master,CreatedAt:1700000000')
        put(folder / '.msc', b'\x80\x04\x95\x00.')

    def hf_cache(self, r):
        folder = self.out / 'hf-cache' / f'models--{r.owner}--{r.name}'
        put(folder / 'refs/main', r.commit.encode())
        tree = {}
        for path, content in r.files.items():
            name = blob_name(content + path.encode() if isinstance(content, Sparse) else content)
            put(folder / 'blobs' / name, content)
            link = folder / 'snapshots' / r.commit / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to('../' * (path.count('/') + 2) + 'blobs/' + name)
            tree[path] = {'size': getattr(content, 'size', len(content)), 'blob_id': name}
        put(folder / 'trees' / f'{r.commit}.json', json.dumps({'format_version': 1, 'files': tree}).encode())

    def ollama(self, r):
        store = self.out / 'ollama'
        layers = []
        for media, content in [('license', r.files.get('LICENSE', b'')), ('license', r.files.get('USE_POLICY.md', b'')), ('model', gguf(r))]:
            if not content:
                continue
            name = blob_name(content)
            if not (store / 'blobs' / f'sha256-{name}').exists():
                put(store / 'blobs' / f'sha256-{name}', content)
            layers.append({'mediaType': f'application/vnd.ollama.image.{media}', 'digest': f'sha256:{name}', 'size': getattr(content, 'size', len(content))})
        put(store / 'manifests/registry.ollama.ai' / r.owner / r.name / 'latest', json.dumps({
            'schemaVersion': 2, 'mediaType': 'application/vnd.docker.distribution.manifest.v2+json', 'layers': layers}).encode())

    def oci(self, r):
        folder = self.out / 'oci' / r.owner / r.name

        def blob(content, media, **more):
            name = blob_name(content)
            put(folder / 'blobs/sha256' / name, content)
            return {'mediaType': media, 'digest': f'sha256:{name}', 'size': len(content), **more}
        docs = io.BytesIO()
        with tarfile.open(fileobj=docs, mode='w:gz') as tar:
            for path, content in r.files.items():
                if isinstance(content, Sparse):
                    continue
                info = tarfile.TarInfo(path)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
        kitfile = blob(json.dumps({'manifestVersion': '1.0.0', 'package': {'name': r.name}}).encode(), 'application/vnd.kitops.modelkit.config.v1+json')
        manifest = blob(json.dumps({'schemaVersion': 2, 'config': kitfile, 'layers': [
            blob(docs.getvalue(), 'application/vnd.kitops.modelkit.docs.v1.tar+gzip')]}).encode(), 'application/vnd.oci.image.manifest.v1+json')
        manifest['annotations'] = {'org.opencontainers.image.ref.name': f'registry.example/{r.id}:v1'}
        put(folder / 'oci-layout', b'{"imageLayoutVersion": "1.0.0"}')
        put(folder / 'index.json', json.dumps({'schemaVersion': 2, 'manifests': [manifest]}).encode())

    def git(self, r):
        folder = self.out / 'git' / r.owner / (r.name + '.git')
        folder.mkdir(parents=True)
        env = {**os.environ, 'GIT_DIR': str(folder), 'GIT_CONFIG_NOSYSTEM': '1', 'HOME': str(self.out)}
        subprocess.run(['git', 'init', '-q', '--bare', str(folder)], check=True, env=env)
        stream = io.BytesIO()
        stream.write(b'commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\ndata 1\nx\n')
        for path, content in r.files.items():
            if isinstance(content, Sparse):
                content = f'version https://git-lfs.github.com/spec/v1\noid sha256:{blob_name(content)}\nsize {content.size}\n'.encode()
            stream.write(f'M 100644 inline {path}\ndata {len(content)}\n'.encode() + content + b'\n')
        subprocess.run(['git', 'fast-import', '--quiet'], input=stream.getvalue(), check=True, env=env)
        subprocess.run(['git', 'symbolic-ref', 'HEAD', 'refs/heads/main'], check=True, env=env)

    def archive(self, r, kind):
        if kind not in self.archives:
            path = self.out / f'mirror.{kind}'
            path.parent.mkdir(parents=True, exist_ok=True)
            self.archives[kind] = tarfile.open(path, 'w') if kind == 'tar' else zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED)
        for path, content in r.files.items():
            content = bytes(content)
            if kind == 'tar':
                info = tarfile.TarInfo(f'{r.id}/{path}')
                info.size = len(content)
                self.archives[kind].addfile(info, io.BytesIO(content))
            else:
                self.archives[kind].writestr(zipfile.ZipInfo(f'{r.id}/{path}'), content)

    def gguf(self, r):
        put(self.out / 'gguf' / f'{r.owner}-{r.name}-Q4_K_M.gguf', gguf(r))

    def line(self, r):
        if self.dump is None:
            self.out.mkdir(parents=True, exist_ok=True)
            self.dump = gzip.open(self.out / 'cards.jsonl.gz', 'wt', compresslevel=1, encoding='utf-8')
        self.dump.write(json.dumps({'modelId': r.id, 'card': r.files['README.md'].decode()}) + '\n')

    def make(self, r, layout):
        self.made[layout] += 1
        if layout in ('tar', 'zip'):
            self.archive(r, layout)
        else:
            {'plain': self.plain, 'local-dir': self.local_dir, 'modelscope': self.modelscope, 'hf-cache': self.hf_cache, 'ollama': self.ollama,
             'oci': self.oci, 'git': self.git, 'gguf': self.gguf, 'dump': self.line}[layout](r)

    def close(self):
        for archive in self.archives.values():
            archive.close()
        if self.dump:
            self.dump.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('out', type=Path)
    parser.add_argument('--repositories', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--layouts', default='plain', help='names, or all')
    parser.add_argument('--files', type=float, default=6.7, help='in a repository, on average')
    parser.add_argument('--duplication', type=float, default=.9, help='share of licence texts that are copies')
    parser.add_argument('--card-bytes', type=int, default=3000, help='median size of a card')
    options = parser.parse_args()
    layouts = LAYOUTS if options.layouts == 'all' else options.layouts.split(',')
    unknown = set(layouts) - set(LAYOUTS)
    if unknown:
        sys.exit(f'unknown layouts: {", ".join(sorted(unknown))}')
    texts = licences()
    maker = Maker(options.out)
    files = size = 0
    for number in range(options.repositories):
        repository = Repository(options, texts, number)
        maker.make(repository, layouts[number % len(layouts)])
        files += len(repository.files)
        size += sum(len(content) for content in repository.files.values())
    maker.close()
    print(f'{options.repositories} repositories, {files} files, {size / 1e6:.1f} MB: ' +
          ', '.join(f'{name} {count}' for name, count in maker.made.items() if count))


if __name__ == '__main__':
    main()
