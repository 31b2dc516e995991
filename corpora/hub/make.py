#!/usr/bin/env python3
"""Makes the sample hub: some 150 small model repositories, and what a reader should be told of each.

usage: make.py FOLDER      writes FOLDER/<org>/<name>/..., and FOLDER/expected.json

Deterministic: the same bytes every time. All words are the project's own; licences are sample licences of corpora/samples, SPDX
tags, or the licence of this project. Weights are headers of a few hundred bytes with no tensors behind them. Companies and models
do not exist; ids of well-known base models stand only where a derivative names its base.

expected.json: id -> {category, class, declared, found, inherited, conflicts, gated, present, absent, osaid}; what is left out is
not tested. `conflicts` is the exact set of kinds; `inherited` the exact list of [base, relation, strength, licence].
"""
import json
import random
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / 'samples'
ROOT = HERE.parents[1]

COMMUNITY = (SAMPLES / 'community-license.txt').read_text()
RESEARCH = (SAMPLES / 'research-license.txt').read_text()
POLICY = (SAMPLES / 'use-policy.md').read_text()
OWN_LICENSE = (ROOT / 'LICENSE').read_text()
RIDER = ('\n\nAdditional term: a product or service that contains the model and has more than 40 million monthly active users must '
         'show the name "Lumen" on its start page, and the model must not be used for military purposes.\n')

WORDS = ('amber birch cedar delta ember fjord grove heron inlet jasper kestrel larch maple nectar otter pebble quartz raven '
         'sorrel tundra umber violet willow yarrow zephyrine').split()
ORGS = 'lantern-works northbay pinegrove-ai saltmarsh tidewater brightfield'.split()
TOPICS = ['short answers to everyday questions', 'notes about gardens and weather', 'summaries of meeting minutes',
          'plain descriptions of maps', 'small stories for bedtime', 'checklists for repair work']

rng = random.Random(20261122)
hub = {}


def front(fields):
    lines = ['---']
    for key, value in fields.items():
        if isinstance(value, list):
            lines.append(f'{key}:')
            lines += [f'- {item}' for item in value]
        else:
            lines.append(f'{key}: {value}')
    return '\n'.join(lines + ['---', ''])


def body(name, extra=''):
    topic = rng.choice(TOPICS)
    return (f'# {name}\n\n{name} is a small language model that writes {topic}. It was made for this sample hub, and nothing here can '
            f'be run. The page exists so that a reader of licences has a page to read, with enough words that it counts as a card and '
            f'not as a stub that somebody forgot to fill in.\n\n{extra}\n')


def safetensors(metadata=None):
    head = {'__metadata__': metadata} if metadata else {}
    head['weight'] = {'dtype': 'BF16', 'shape': [2, 2], 'data_offsets': [0, 8]}
    text = json.dumps(head).encode()
    return struct.pack('<Q', len(text)) + text + b'\0' * 8


def gguf(fields, version=3, big=False):
    e = '>' if big else '<'
    size = 'I' if version == 1 else 'Q'

    def string(s):
        raw = s.encode()
        return struct.pack(e + size, len(raw)) + raw
    out = b'GGUF' + struct.pack(e + 'I', version) + struct.pack(e + size, 0) + struct.pack(e + size, len(fields))
    for key, value in fields.items():
        out += string(key)
        if isinstance(value, int):
            out += struct.pack(e + 'I', 4) + struct.pack(e + 'I', value)
        elif isinstance(value, list):
            out += struct.pack(e + 'I', 9) + struct.pack(e + 'I', 8) + struct.pack(e + size, len(value)) + b''.join(map(string, value))
        else:
            out += struct.pack(e + 'I', 8) + string(value)
    return out


def config(**fields):
    return json.dumps({'architectures': ['SampleForCausalLM'], 'model_type': 'sample', 'vocab_size': 4096, **fields}, indent=1)


def add(identity, files, **expected):
    assert identity not in hub, identity
    hub[identity] = (files, expected)


def name(prefix='', suffix=''):
    while True:
        made = f'{prefix}{rng.choice(WORDS)}-{rng.choice(WORDS)}{suffix}'
        if not any(i.endswith('/' + made) for i in hub):
            return made


def org():
    return rng.choice(ORGS)


WEIGHTS = {'model.safetensors': safetensors(), 'config.json': config()}


# --- plain weights under one licence ------------------------------------------------------------------------------------------

PLAIN = [('apache-2.0', 'Apache-2.0', 'permissive', 'open-weights'), ('mit', 'MIT', 'permissive', 'open-weights'),
         ('bsd-3-clause', 'BSD-3-Clause', 'permissive', 'open-weights'), ('cc-by-4.0', 'CC-BY-4.0', 'permissive', 'open-weights'),
         ('cc-by-sa-4.0', 'CC-BY-SA-4.0', 'copyleft', 'open-weights'), ('gpl-3.0', 'GPL-3.0-only', 'copyleft', 'open-weights'),
         ('cc0-1.0', 'CC0-1.0', 'public-domain', 'open-weights'), ('cc-by-nc-4.0', 'CC-BY-NC-4.0', 'non-commercial', 'restricted-weights'),
         ('cc-by-nc-sa-4.0', 'CC-BY-NC-SA-4.0', 'non-commercial', 'restricted-weights'),
         ('bigscience-openrail-m', 'bigscience-openrail-m', 'use-restricted', 'restricted-weights'),
         ('creativeml-openrail-m', 'creativeml-openrail-m', 'use-restricted', 'restricted-weights'),
         ('bigcode-openrail-m', 'bigcode-openrail-m', 'use-restricted', 'restricted-weights')]
for tag, license, category, openness in PLAIN:
    for i in range(3):
        n = name()
        # As the hub takes it: a scalar, quoted, or a list of one.
        written = [tag, f'"{tag}"', f'[{tag}]'][i]
        add(f'{org()}/{n}', {'README.md': front({'license': written, 'language': 'en'}) + body(n), **WEIGHTS},
            declared=[license], found=[], inherited=[], **{'class': openness}, category=category, gated=False, osaid='no',
            present=['model-parameters-final', 'model-card', 'model-metadata'], absent=['training-code', 'datasets'])

# --- with the text of the licence beside it -----------------------------------------------------------------------------------

for i in range(6):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0'}) + body(n), 'LICENSE': OWN_LICENSE, **WEIGHTS},
        declared=['Apache-2.0'], found=['Apache-2.0'], inherited=[], category='permissive', **{'class': 'open-weights'}, conflicts=[])
for i in range(4):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'other', 'license_name': 'harbor-community', 'license_link': 'LICENSE'}) + body(n),
                         'LICENSE': COMMUNITY, **WEIGHTS},
        category='scale-capped', **{'class': 'restricted-weights'}, conflicts=[], osaid='no')
for i in range(3):
    n = name()
    add(f'{org()}/{n}', {'README.md': body(n), 'LICENSE': RESEARCH, 'USE_POLICY.md': POLICY, **WEIGHTS},
        declared=[], category='no-redistribution', **{'class': 'restricted-weights'}, conflicts=[])

# --- declared against found ----------------------------------------------------------------------------------------------------

for tag in ('mit', 'apache-2.0', 'cc-by-4.0'):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': tag}) + body(n), 'LICENSE': COMMUNITY, **WEIGHTS},
        category='scale-capped', conflicts=['declared-vs-found'])
for tag in ('mit', 'cc-by-nc-4.0'):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': tag}) + body(n), 'LICENSE': OWN_LICENSE, **WEIGHTS},
        found=['Apache-2.0'], conflicts=['declared-vs-found'])
for i in range(3):
    n = name()
    says = ['The weights are for non-commercial use only.', 'You may use the model for non-commercial purposes only.',
            'Commercial use of the model is not permitted.'][i]
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n, says), **WEIGHTS}, category='non-commercial',
        conflicts=['declared-vs-found', 'missing-license-text'])

# --- a rider in a well-known licence -------------------------------------------------------------------------------------------

for i in range(4):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0'}) + body(n), 'LICENSE': OWN_LICENSE + RIDER, **WEIGHTS},
        declared=['Apache-2.0'], found=['Apache-2.0'], conflicts=['edited-license'], **{'class': 'restricted-weights'}, osaid='no')

# --- derivatives ---------------------------------------------------------------------------------------------------------------

LLAMA = ['declared-vs-inherited', 'dropped-restrictions', 'missing-display-attribution', 'missing-license-text', 'missing-name-prefix',
         'missing-notice']
for base, license in (('meta-llama/Llama-3.1-8B', 'llama-3.1-community'), ('meta-llama/Meta-Llama-3-8B', 'llama-3-community'),
                      ('meta-llama/Llama-3.2-3B-Instruct', 'llama-3.2-community'), ('meta-llama/Llama-3.3-70B-Instruct', 'llama-3.3-community')):
    for tag in ('apache-2.0', 'mit'):
        n = name()
        add(f'{org()}/{n}', {'README.md': front({'license': tag, 'base_model': base}) + body(n), **WEIGHTS},
            inherited=[[base, 'finetune', 'declared', license]], conflicts=LLAMA, **{'class': 'restricted-weights'}, osaid='no')
for i in range(3):
    n = name('Llama-3.1-')
    add(f'{org()}/{n}', {'README.md': front({'license': 'llama3.1', 'base_model': 'meta-llama/Llama-3.1-8B'}) + body(n, 'Built with Llama.'),
                         **WEIGHTS},
        declared=['llama-3.1-community'], category='scale-capped', conflicts=['missing-license-text', 'missing-notice'])
for i in range(3):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'llama3.1', 'base_model': 'meta-llama/Llama-3.1-8B'}) + body(n), **WEIGHTS},
        conflicts=['missing-display-attribution', 'missing-license-text', 'missing-name-prefix', 'missing-notice'])
for i in range(3):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'base_model': 'google/gemma-2-9b'}) + body(n), **WEIGHTS},
        inherited=[['google/gemma-2-9b', 'finetune', 'declared', 'gemma-terms']],
        conflicts=['declared-vs-inherited', 'dropped-restrictions', 'missing-license-text', 'missing-notice'])
for i in range(3):
    n = name()
    base = ['mistralai/Mistral-7B-v0.1', 'Qwen/Qwen2.5-7B', 'EleutherAI/pythia-1b'][i]
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'base_model': base}) + body(n), 'LICENSE': OWN_LICENSE, **WEIGHTS},
        inherited=[[base, 'finetune', 'declared', 'Apache-2.0']], conflicts=[])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit', 'base_model': 'black-forest-labs/FLUX.1-dev'}) + body(n),
                         'adapter_config.json': json.dumps({'base_model_name_or_path': 'black-forest-labs/FLUX.1-dev', 'peft_type': 'LORA'}),
                         'adapter_model.safetensors': safetensors()},
        inherited=[['black-forest-labs/FLUX.1-dev', 'adapter', 'declared', 'flux-1-dev-nc']])
for i in range(3):
    n = name(suffix='-lora')
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'library_name': 'peft'}) + body(n),
                         'adapter_config.json': json.dumps({'base_model_name_or_path': 'Qwen/Qwen2.5-3B', 'peft_type': 'LORA'}),
                         'adapter_model.safetensors': safetensors()},
        inherited=[['Qwen/Qwen2.5-3B', 'adapter', 'declared', 'qwen-research']])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'base_model': 'lantern-works/cache-base'}) + body(n),
                         'adapter_config.json': json.dumps(
                             {'base_model_name_or_path': '/home/someone/.cache/huggingface/hub/models--google--gemma-2-2b/snapshots/0123'})},
        inherited=[['lantern-works/cache-base', 'adapter', 'declared', None], ['google/gemma-2-2b', 'adapter', 'declared', 'gemma-terms']])

# --- merges --------------------------------------------------------------------------------------------------------------------

for i in range(4):
    n = name()
    parents = ['mistralai/Mistral-7B-v0.1', 'HuggingFaceH4/zephyr-7b-beta']
    merge = 'merge_method: slerp\nbase_model: mistralai/Mistral-7B-v0.1\nmodels:\n' + ''.join(f'  - model: {p}\n' for p in parents)
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'base_model': parents, 'tags': ['merge', 'mergekit']}) + body(n),
                         'mergekit_config.yml': merge, 'LICENSE': OWN_LICENSE, **WEIGHTS},
        inherited=[[parents[0], 'merge', 'declared', 'Apache-2.0'], [parents[1], 'merge', 'declared', 'MIT']], conflicts=[])
for i in range(3):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'cc-by-4.0'}) + body(n),
                         'model.safetensors': safetensors({'modelspec.merged_from': 'stabilityai/stable-diffusion-2-1, northbay/slate-draft',
                                                           'modelspec.title': n})},
        inherited=[['stabilityai/stable-diffusion-2-1', 'merge', 'declared', 'openrail++'], ['northbay/slate-draft', 'merge', 'declared', None]])

# --- headers of weights files --------------------------------------------------------------------------------------------------

for version, big in ((1, False), (2, False), (3, False), (3, True)):
    n = name(suffix='-GGUF')
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0'}) + body(n), 'LICENSE': OWN_LICENSE,
                         'model-q4.gguf': gguf({'general.architecture': 'sample', 'general.name': n, 'general.license': 'apache-2.0',
                                                'general.base_model.count': 1, 'general.base_model.0.name': 'Pebble 7B',
                                                'general.base_model.0.repo_url': 'https://huggingface.co/tidewater/pebble-7b',
                                                'tokenizer.ggml.tokens': ['a', 'b', 'c']}, version, big)},
        declared=['Apache-2.0', 'Apache-2.0'], inherited=[['tidewater/pebble-7b', 'quantized', 'declared', None]], conflicts=[])
for header in ('cc-by-nc-4.0', 'llama2'):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n),
                         'model.gguf': gguf({'general.architecture': 'sample', 'general.license': header})},
        conflicts=['card-vs-header', 'missing-license-text'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'model.gguf': gguf({'general.architecture': 'sample', 'general.license': 'mit',
                                             'general.source.huggingface.repository': 'saltmarsh/heron-1b'})},
        declared=['MIT'], category='permissive', inherited=[['saltmarsh/heron-1b', 'quantized', 'declared', None]])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'other'}) + body(n),
                         'model.safetensors': safetensors({'modelspec.license': COMMUNITY, 'modelspec.title': n})}, category='scale-capped')
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit', 'base_model': 'tidewater/pebble-7b'}) + body(n),
                         'model.safetensors': 'version https://git-lfs.github.com/spec/v1\noid sha256:' + '0' * 64 + '\nsize 4000000000\n'},
        present=['model-parameters-final'])

# --- gated ---------------------------------------------------------------------------------------------------------------------

for i in range(4):
    n = name()
    gate = '|\n' + '\n'.join('  ' + line for line in COMMUNITY.split('\n'))
    add(f'{org()}/{n}', {'README.md': front({'license': 'other', 'license_name': 'harbor-community', 'extra_gated_prompt': gate,
                                             'extra_gated_button_content': 'I agree'}) + body(n), **WEIGHTS},
        gated=True, category='scale-capped')
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit', 'extra_gated_heading': 'Tell us who you are'}) + body(n), **WEIGHTS},
        gated=True, category='permissive', declared=['MIT'])

# --- nothing said --------------------------------------------------------------------------------------------------------------

for i in range(4):
    n = name()
    add(f'{org()}/{n}', {'README.md': body(n), **WEIGHTS}, declared=[], found=[], category='unknown', conflicts=['unknown-license'],
        **{'class': 'restricted-weights'})
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'other', 'license_name': 'tidewater-terms'}) + body(n), **WEIGHTS},
        declared=[None, None], conflicts=['unknown-license'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'other', 'license_name': 'tidewater-terms', 'license_link': 'TERMS.md'}) + body(n),
                         **WEIGHTS}, conflicts=['missing-license-text', 'unknown-license'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'license_name': 'yi-license'}) + body(n), 'LICENSE': OWN_LICENSE, **WEIGHTS},
        conflicts=['declared-vs-found', 'unknown-license'])

# --- code and weights ----------------------------------------------------------------------------------------------------------

for i in range(4):
    n = name()
    add(f'{org()}/{n}', {'README.md': body(n), 'LICENSE': OWN_LICENSE, 'MODEL_LICENSE': COMMUNITY, 'inference/generate.py': 'print(1)\n',
                         **WEIGHTS},
        found=['Apache-2.0', None], category='scale-capped', conflicts=['code-vs-weights'], present=['inference-code'])

# --- claims --------------------------------------------------------------------------------------------------------------------

OPEN = ['{n} is a fully open source language model.', 'We open-source {n}, a model for everyone.', '{n} is an open-source LLM.']
for i in range(6):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'cc-by-nc-4.0'}) + body(n, OPEN[i % 3].format(n=n)), **WEIGHTS},
        conflicts=['openness-claim'])
for i in range(3):
    n = name()
    says = ['We thank the open source community.', 'It was trained on open source code.', 'It does well beside other open source models.'][i]
    add(f'{org()}/{n}', {'README.md': front({'license': 'cc-by-nc-4.0'}) + body(n, says), **WEIGHTS}, conflicts=[])
RENAMED = {'config.json': config(architectures=['KimiK25ForConditionalGeneration'], model_type='kimi_k25', vocab_size=163840),
           'model.safetensors': safetensors()}
for i in range(3):
    n = name('composer-')
    says = ['It is our own model, made in our house.', 'It was trained from scratch.', 'We built our own in-house model.'][i]
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0'}) + body(n, says), 'LICENSE': OWN_LICENSE, **RENAMED},
        conflicts=['origin-claim'])
for i in range(2):
    n = name('composer-')
    add(f'{org()}/{n}', {'README.md': front({'license': 'other', 'base_model': 'moonshotai/Kimi-K2-Base'}) +
                         body(n, 'It is our own model, based on Kimi K2.'), **RENAMED}, conflicts=None, not_conflicts=['origin-claim'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n, 'The model was trained from scratch.'), **WEIGHTS},
        conflicts=['missing-license-text'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n, 'We built it from scratch with our own model architecture.'),
                         'config.json': config(_name_or_path='meta-llama/Llama-2-7b-hf', model_type='llama', vocab_size=32000),
                         'model.safetensors': safetensors()},
        inherited=[['meta-llama/Llama-2-7b-hf', 'finetune', 'strong', 'llama-2-community']], has_conflicts=['origin-claim', 'declared-vs-inherited'])

# --- training data -------------------------------------------------------------------------------------------------------------

for i in range(3):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0', 'datasets': ['tatsu-lab/alpaca']}) + body(n), 'LICENSE': OWN_LICENSE, **WEIGHTS},
        inherited=[['tatsu-lab/alpaca', 'trained-on', 'declared', 'CC-BY-NC-4.0']], conflicts=['found-vs-inherited'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'apache-2.0'}) + body(n, 'It was trained on dialogues generated by GPT-4.'),
                         'LICENSE': OWN_LICENSE, **WEIGHTS},
        inherited=[['openai/gpt-4', 'distilled', 'strong', 'openai-terms-of-use']], conflicts=['found-vs-inherited'])

# --- prose and names -----------------------------------------------------------------------------------------------------------

for i in range(3):
    n = name()
    says = ['It was fine-tuned from [Pebble](https://huggingface.co/tidewater/pebble-7b) on notes.',
            'It is based on tidewater/pebble-7b and keeps its tokenizer.',
            '- **Finetuned from model:** tidewater/pebble-7b'][i]
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n, says), **WEIGHTS},
        inherited=[['tidewater/pebble-7b', 'finetune', 'strong', None]])
for i in range(2):
    n = name('mini-llama-3-')
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n), **WEIGHTS},
        inherited=[['meta-llama/Meta-Llama-3', 'finetune', 'hint', 'llama-3-community']], has_conflicts=['declared-vs-inherited'])
for i in range(2):
    n = name()
    add(f'{org()}/{n}', {'README.md': front({'license': 'mit'}) + body(n, 'It is not based on Llama 2, and no Gemma was used.'), **WEIGHTS},
        inherited=[])

# --- complete repositories -----------------------------------------------------------------------------------------------------

COMPLETE = {'LICENSE': OWN_LICENSE, 'requirements.txt': 'numpy\n', 'model/modeling_sample.py': 'pass\n', 'training/train.py': 'pass\n',
            'scripts/preprocess_data.py': 'pass\n', 'inference/generate.py': 'pass\n', 'eval/run_eval.py': 'pass\n',
            'eval/data/questions.jsonl': '{}\n', 'data/train/part-0.jsonl': '{}\n', 'checkpoint-1000/model.safetensors': safetensors(),
            'paper.pdf': '%PDF-1.4\n', 'results/scores.json': '{}\n', 'DATASHEET.md': 'The data are short notes written for this sample hub.\n'}
for i, n in enumerate(('pythia-like-sample', 'olmo-like-sample')):
    add(f'brightfield/{n}', {'README.md': front({'license': 'apache-2.0', 'datasets': ['brightfield/notes']}) +
                             body(n, '## Training data\n\n' + 'The data are short notes, written for this sample hub by its authors, sorted '
                                  'by length, cleaned of doubles, and split in three parts of the same size. ' * 3 +
                                  '\n\n## Evaluation\n\nIt answers 12 of 40 questions, and 9 of 40 when asked twice in a row, which is little.\n'),
                             **COMPLETE, **WEIGHTS},
        **{'class': 'open-source-ai'}, osaid='yes', mof_class='I', conflicts=[], category='permissive')
add('brightfield/tooling-sample', {'README.md': front({'license': 'apache-2.0'}) + body('tooling-sample', 'We open-source the whole thing.'),
                                   'LICENSE': OWN_LICENSE, 'model/modeling_sample.py': 'pass\n', 'training/train.py': 'pass\n',
                                   'inference/generate.py': 'pass\n', 'eval/run_eval.py': 'pass\n', **WEIGHTS},
    **{'class': 'open-tooling'}, osaid='no')


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    for identity, (files, _) in hub.items():
        for path, content in files.items():
            target = out / identity / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    expected = {identity: {k: v for k, v in e.items() if v is not None} for identity, (_, e) in sorted(hub.items())}
    (out / 'expected.json').write_text(json.dumps(expected, indent=1, sort_keys=True) + '\n')


if __name__ == '__main__':
    main()
