#!/usr/bin/env python3
"""Scores the program against texts beside the checkout, and writes the tables of README.md.

usage: accuracy.py --bin build/caveat [--shared DIR] [SET...]              labelled texts: sets read, check, notices; all by default
       accuracy.py --bin build/caveat [--shared DIR] --leave-out [--strict]  each family of licences without the rules it motivated
       accuracy.py --bin build/caveat [--shared DIR] --prose               silence on prose (prose.py)
       accuracy.py --bin build/caveat [--shared DIR] --choosealicense      facts of choosealicense.com (choosealicense.py)
       accuracy.py --bin build/caveat [--shared DIR] --identity            which licence a text is (identity.py)

All counting is done by tools/score_clauses.py of DIR (../shared by default); without it nothing is done. Tables of README.md between
marks such as accuracy:begin and accuracy:end are rewritten; rows of sets that were not run stay.

Precision of a confidence level: the program is scored again with only the findings of that level left.

Leave-out. A rule line or a member of a word class may say from which families of licences it was learnt (`from`). For each family, what
it alone motivated is switched off, and the texts of that family are scored. The family of a text is told by the beginning of its id
(FAMILIES; what is not listed there is a family of its own, named by the first part of the id, "spdx-" left out). Names in `from` that
mean the same family are made one first. --strict assumes the worst of the others: a line that fires on texts of one family only, in the
sets "read" and "check", counts as learnt from it whatever it says. Members of word classes are not followed that far, nor is what keeps
a line from matching (`unless`), so the truth lies lower still.
"""
import argparse
import collections
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
RULES = SOURCE / 'licenses/clauses'
SETS = {
    'read': ('ai/read', 'AI licences, used while writing rules'),
    'check': ('ai/check', 'AI licences, held out at first, then learnt from'),
    'notices': ('notices', 'licence notices in READMEs'),
}
HEAD = ('| texts | precision | recall | F1 | macro F1 | good spans | parameters exact | category exact | permissions exact | mentions F1 |\n'
        '|---|---|---|---|---|---|---|---|---|---|\n')

# Family -> beginnings of text ids, and further names of it in `from`. Texts of one steward, or copied from one text, are one family.
FAMILIES = {
    'rail': ('bigcode bigscience creativeml rail-template responsible-ai-source', 'bigcode bigscience creativeml openrail rail-source rail-template'),
    'meta': ('llama opt-175b fair-noncommercial sam-license', 'llama llama-1 llama-2 llama-3 opt sam fair'),
    'gpl': ('spdx-gpl spdx-agpl spdx-sspl', 'agpl lgpl sspl'),
    'cc': ('spdx-cc nougat-model-cc', 'creative-commons cc0 cc-by'),
    'mit': ('spdx-mit spdx-json kimi minimax-m2.1', 'json kimi'),
    'minimax': ('minimax-01', 'minimax-01'),
    'zhipu': ('chatglm codegeex cogvideo cogvlm', 'chatglm glm codegeex cogvideo cogvlm'),
    'qwen': ('qwen tongyi', 'tongyi'),
    'google': ('gemma google gemini alphafold', 'gemma gemini alphafold alphafold3'),
    'stability': ('stability stable-diffusion', 'stable-diffusion'),
    'openai': ('openai gpt-oss', 'gpt-oss'),
    'openbmb': ('minicpm openbmb lingowhale', 'minicpm gml'),
    'yi': ('yi-license', '01-ai'),
    'yayi': ('yayi', 'yayi2'),
    'odbl': ('spdx-odbl', 'odc'),
    'ltx': ('ltxv', 'ltxv'),
    'hunyuan': ('hunyuan', 'tencent'),
    'esm': ('esm', 'evolutionaryscale'),
    'mdl': ('montreal', 'montreal'),
    'microsoft': ('microsoft spdx-ms c-uda', 'ms-pl c-uda'),
    'a-star': ('a-star', ''),
    's-lab': ('s-lab', ''),
    'modelgo': ('modelgo seer-modelgo', 'seer'),
    'index': ('index-tts bilibili', 'bilibili index-tts'),
    'open-webui': ('open-webui', ''),
}


def family_of_text(text):
    best = max(((len(start), family) for family, (starts, _) in FAMILIES.items() for start in starts.split() if text.startswith(start)), default=None)
    return best[1] if best else text.removeprefix('spdx-').split('-')[0]


def family_of_name(name):
    return next((family for family, (_, names) in FAMILIES.items() if name == family or name in names.split()), name)


PER_CLAUSE = re.compile(r'  (\S+\.\S+)\s+tp\s+(\d+) fp\s+\d+ fn\s+(\d+)')


def score(shared, binary, texts, labels):
    """What score_clauses.py counts for the program `binary`; `seen` is the set of clauses that the labels hold."""
    with tempfile.NamedTemporaryFile(suffix='.json') as result:
        done = subprocess.run([sys.executable, shared / 'tools/score_clauses.py', '--bin', binary, '--texts', texts, '--labels', labels, '--per-clause',
                               '--json', result.name], check=True, stdout=subprocess.PIPE, text=True)
        counts = json.load(open(result.name, encoding='utf-8'))
    counts['seen'] = {clause for clause, right, missed in PER_CLAUSE.findall(done.stdout) if int(right) + int(missed)}
    return counts


def program(path, text):
    """A program that stands for the scored one."""
    path.write_text(text, encoding='utf-8')
    path.chmod(0o755)
    return path


def write_table(name, table):
    """Puts `table` between the marks of that name in README.md."""
    readme = SOURCE / 'README.md'
    text = readme.read_text(encoding='utf-8') if readme.exists() else ''
    fresh = re.sub(rf'(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)', lambda m: m[1] + table + m[2], text, flags=re.S)
    if fresh != text:
        readme.write_text(fresh, encoding='utf-8')


def old_rows(name):
    """Rows of that table by their first cell."""
    readme = SOURCE / 'README.md'
    text = readme.read_text(encoding='utf-8') if readme.exists() else ''
    found = re.search(rf'<!-- {name}:begin -->\n(.*?)<!-- {name}:end -->', text, re.S)
    return {line.split('|')[1].strip(): line + '\n' for line in (found[1] if found else '').split('\n') if line.startswith('| ')}


# ---- labelled texts -------------------------------------------------------------------------------------------------

def share(pair):
    return f'{100 * pair[0] / pair[1]:.1f} % of {pair[1]}' if pair[1] else '-'


def row(title, result):
    _, _, _, precision, recall, f1 = result['rows']['all']
    mentions = f"{result['mentions'][5]:.3f}" if sum(result['mentions'][:3]) else '-'
    cells = [title, f'{precision:.3f}', f'{recall:.3f}', f'{f1:.3f}', f"{result['macro_f1']:.3f}", share(result['spans']), share(result['params']),
             share(result['category']), share(result['permissions']), mentions]
    return '| ' + ' | '.join(cells) + ' |\n'


# Runs the program and keeps the findings of one level only, so that the scorer counts nothing else.
ONLY = '''#!{python}
import json, subprocess, sys
done = subprocess.run([{binary!r}, *sys.argv[1:]], stdout=subprocess.PIPE)
answer = json.loads(done.stdout)
for document in answer['documents']:
    document['findings'] = [dict(f, confidence='certain') for f in document['findings'] if f['confidence'] == {level!r}]
json.dump(answer, sys.stdout)
sys.exit(done.returncode)
'''


def labelled(arguments):
    corpora = arguments.shared / 'corpora'
    binary = Path(arguments.bin).resolve()
    rows, levels, seen = {}, {name: collections.Counter() for name in ('certain', 'likely', 'weak')}, set()
    sets = arguments.sets or list(SETS)
    with tempfile.TemporaryDirectory() as scratch:
        for name in sets:
            folder, title = SETS[name]
            texts, labels = corpora / folder / 'texts', corpora / folder / 'labels'
            result = score(arguments.shared, binary, texts, labels)
            rows[title] = row(title, result)
            seen |= result['seen']
            for level, count in levels.items():
                only = program(Path(scratch, level), ONLY.format(python=sys.executable, binary=str(binary), level=level))
                right, wrong, *_ = score(arguments.shared, only, texts, labels)['rows']['all']
                count['right'] += right
                count['wrong'] += wrong
    old = old_rows('accuracy')
    table = HEAD + ''.join(rows.get(title) or old.get(title, '') for _, title in SETS.values())
    print(table)
    write_table('accuracy', table)
    table = '| confidence | clauses reported | right |\n|---|---|---|\n'
    for level, count in levels.items():
        every = count['right'] + count['wrong']
        table += f"| {level} | {every} | {100 * count['right'] / max(every, 1):.1f} % |\n"
    print(table)
    if set(sets) != set(SETS):
        return
    write_table('confidence', table)
    table = by_language(arguments, binary)
    print(table)
    write_table('languages', table)
    listed = subprocess.run([binary, 'rules', 'list'], stdout=subprocess.PIPE, text=True, check=True).stdout
    unseen = [clause for clause in re.findall(r'^([a-z]+\.[a-z-]+) ', listed, re.M) if clause not in seen]
    text = ', '.join(f'`{clause}`' for clause in unseen) or 'none'
    print(f'clauses without a labelled example: {text}')
    write_table('unmeasured', text + '.\n')


LANGUAGES = {'en': 'English', 'zh': 'Chinese', 'zh+en': 'Chinese and English in one text'}


def by_language(arguments, binary):
    """The sets read and check by the language that the manifest gives."""
    corpora = arguments.shared / 'corpora'
    language = {}
    for line in open(corpora / 'manifest.tsv', encoding='utf-8'):
        cells = line.split('\t')
        language[cells[0]] = cells[5] if len(cells) > 5 else ''
    table = '| language | texts | precision | recall | F1 |\n|---|---|---|---|---|\n'
    with tempfile.TemporaryDirectory() as scratch:
        texts, count = Path(scratch, 'texts'), collections.Counter()
        texts.mkdir()
        for name in ('read', 'check'):
            base = (corpora / SETS[name][0]).resolve()
            for path in sorted((base / 'labels').glob('*.json')):
                key = language.get(path.stem, '')
                key = key if key in LANGUAGES else 'other'
                count[key] += 1
                Path(scratch, key).mkdir(exist_ok=True)
                os.symlink(path, Path(scratch, key, path.name))
                os.symlink(base / 'texts' / (path.stem + '.txt'), texts / (path.stem + '.txt'))
        for key in [*LANGUAGES, 'other']:
            if count[key]:
                _, _, _, precision, recall, value = score(arguments.shared, binary, texts, Path(scratch, key))['rows']['all']
                table += f"| {LANGUAGES.get(key, 'others')} | {count[key]} | {precision:.3f} | {recall:.3f} | {value:.3f} |\n"
    return table


# ---- leave-out ------------------------------------------------------------------------------------------------------

LINE = re.compile(r'\s*(match|item)\s')
FROM = re.compile(r'(\s+from\s+)(\S.*)')
MEMBER = re.compile(r'(.*\sfrom=)(\S+)')


def families(names):
    return sorted({family_of_name(name.strip()) for name in names.split(',') if name.strip()})


def prepared_rules(target, learnt):
    """Copies the rules with one name a family. `learnt`: (file, line) -> family, for lines that name none. Returns how many lines and
    members there are and the families that they name."""
    total, named = 0, collections.Counter()
    for path in sorted(RULES.rglob('*.clause')):
        lines, out, in_class, own = path.read_text(encoding='utf-8').split('\n'), [], False, None
        for number, line in enumerate(lines, 1):
            if line and not line[0].isspace() and line[0] != '#':
                in_class = line.startswith('class')
            said = FROM.fullmatch(line)
            member = MEMBER.fullmatch(line)
            if said and not in_class:
                if own is None:  # `own` was written already under the strict reading
                    line = said[1] + ', '.join(families(said[2]))
                    named.update([tuple(families(said[2]))])
                else:
                    continue
            elif member and in_class:
                line = member[1] + ','.join(families(member[2]))
                named.update([tuple(families(member[2]))])
            total += bool(LINE.match(line)) or bool(in_class and line[:1].isspace() and line.strip())
            out.append(line)
            if LINE.match(line):
                own = learnt.get((str(path.relative_to(RULES.parent)), number))
                if own:
                    out.append(f'  from {own}')
                    named.update([(own,)])
            elif not line[:1].isspace():
                own = None
        copy = target / path.relative_to(RULES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text('\n'.join(out), encoding='utf-8')
    return total, named


def lines_by_use(binary, texts):
    """(file, line) -> family, for rule lines that fire on texts of a single family."""
    done = subprocess.run([binary, 'check', '--no-identity', '--explain', '--format', 'jsonl', '--rules', RULES, *texts], stdout=subprocess.PIPE, check=True)
    seen = collections.defaultdict(set)
    for answer in done.stdout.splitlines():
        document = json.loads(answer)
        for finding in document['findings']:
            file, _, line = finding['rule'].rpartition(':')
            seen[file, int(line)].add(family_of_text(Path(document['path']).stem))
    return {where: next(iter(used)) for where, used in seen.items() if len(used) == 1}


def f1(right, wrong, missed):
    return 2 * right / max(2 * right + wrong + missed, 1)


def leave_out(arguments):
    binary = Path(arguments.bin).resolve()
    ids = collections.defaultdict(list)
    sums = {'fitted': [0, 0, 0], 'left out': [0, 0, 0], 'fitted, all': [0, 0, 0], 'left out, all': [0, 0, 0]}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        texts, labels, rules = scratch / 'texts', scratch / 'labels', scratch / 'rules'
        texts.mkdir(), labels.mkdir(), rules.mkdir()
        for name in ('read', 'check'):
            base = (arguments.shared / 'corpora' / SETS[name][0]).resolve()
            for path in sorted((base / 'labels').glob('*.json')):
                family = family_of_text(path.stem)
                ids[family].append(path.stem)
                os.symlink(base / 'texts' / (path.stem + '.txt'), texts / (path.stem + '.txt'))
                (labels / family).mkdir(exist_ok=True)
                os.symlink(path, labels / family / path.name)
        learnt = {}
        if arguments.strict:
            learnt = lines_by_use(binary, sorted(texts.glob('*.txt')))
        total, named = prepared_rules(rules, learnt)
        alone = collections.Counter(names[0] for names, count in named.items() if len(names) == 1 for _ in range(count))
        print(f'{sum(named.values())} of {total} rule lines and class members name a family, {sum(alone.values())} of them one family alone.')
        print('No text of: ' + (', '.join(sorted(set(alone) - set(ids))) or 'none') + '\n')
        print('| family | texts | lines switched off | fitted F1 | left-out F1 |\n|---|---|---|---|---|')
        for family in sorted(ids):
            def run(more):
                stand_in = program(scratch / 'program', '#!/bin/sh\nshift\nexec ' + shlex.join([str(binary), 'check', '--rules', str(rules), *more]) + ' "$@"\n')
                return score(arguments.shared, stand_in, texts, labels / family)['rows']['all'][:3]
            fitted = run([])
            without = run(['--without-family', family]) if alone[family] else fitted
            for label, counts in (('fitted', fitted), ('left out', without)):
                for key in [f'{label}, all'] + ([label] if alone[family] else []):
                    sums[key] = [a + b for a, b in zip(sums[key], counts)]
            if alone[family]:
                print(f'| {family} | {len(ids[family])} | {alone[family]} | {f1(*fitted):.3f} | {f1(*without):.3f} |', flush=True)
    print(f"| these together | | {sum(alone[f] for f in ids)} | {f1(*sums['fitted']):.3f} | {f1(*sums['left out']):.3f} |")
    print(f"| all families | {sum(map(len, ids.values()))} | | {f1(*sums['fitted, all']):.3f} | {f1(*sums['left out, all']):.3f} |")
    kind = 'strict' if arguments.strict else 'named'
    title = {'named': 'by what rules say', 'strict': 'by what rules say or do'}[kind]
    old = old_rows('leave-out')
    old[title] = f"| {title} | {sum(alone[f] for f in ids)} of {total} | {f1(*sums['fitted, all']):.3f} | {f1(*sums['left out, all']):.3f} |\n"
    write_table('leave-out', '| lines switched off | how many | F1 fitted | F1 left out |\n|---|---|---|---|\n' +
                ''.join(old[t] for t in ('by what rules say', 'by what rules say or do') if t in old))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--bin', required=True)
    parser.add_argument('--shared', type=Path, default=SOURCE.parent / 'shared')
    parser.add_argument('--leave-out', action='store_true')
    parser.add_argument('--strict', action='store_true')
    parser.add_argument('--prose', action='store_true')
    parser.add_argument('--choosealicense', action='store_true')
    parser.add_argument('--identity', action='store_true')
    parser.add_argument('sets', nargs='*', choices=[[], *SETS], default=[])
    arguments = parser.parse_args()
    for other in ('prose', 'choosealicense', 'identity'):
        if getattr(arguments, other):
            os.execv(sys.executable, [sys.executable, str(Path(__file__).with_name(other + '.py')), '--bin', arguments.bin, '--shared', str(arguments.shared)])
    if not (arguments.shared / 'tools/score_clauses.py').exists():
        print(f'no labelled texts at {arguments.shared}: nothing to score')
    elif arguments.leave_out:
        leave_out(arguments)
    else:
        labelled(arguments)


if __name__ == '__main__':
    main()
