#!/usr/bin/env python3
"""Checks a document on standard input against the published schema of its format, beside the checkout (CAVEAT_SHARED/schemas).

usage: schema.py sarif|spdx|spdx3|cyclonedx|cyclonedx-1.7 < FILE      says "valid", or "not checked: ..." where the schemas or jsonschema are missing
"""
import json
import os
import sys
from pathlib import Path

SOURCE = Path(os.environ.get('CAVEAT_SOURCE_DIR') or Path(__file__).resolve().parents[2])
SHARED = Path(os.environ.get('CAVEAT_SHARED') or SOURCE / '../shared')
FILES = {'sarif': 'sarif-schema-2.1.0.json', 'spdx': 'spdx-2.3.schema.json', 'spdx3': 'spdx-3.0.1.schema.json',
         'cyclonedx': 'bom-1.6.schema.json', 'cyclonedx-1.7': 'bom-1.7.schema.json'}


def alone(schema, folder):
    """The schema without references to other files: SPDX's list of ids is put in, what we never write (signatures, algorithms) is let through."""
    if isinstance(schema, list):
        return [alone(s, folder) for s in schema]
    if not isinstance(schema, dict):
        return schema
    target = schema.get('$ref')
    if isinstance(target, str) and not target.startswith('#'):
        return {'enum': json.loads((folder / target).read_text(encoding='utf-8'))['enum']} if target == 'spdx.schema.json' else {}
    return {key: alone(value, folder) for key, value in schema.items()}


def problems(kind, document):
    """None if nothing could be checked, else the list of what is wrong."""
    folder = SHARED / 'schemas'
    try:
        import jsonschema
    except ImportError:
        return None, 'python3-jsonschema is not installed'
    if not (folder / FILES[kind]).exists():
        return None, 'no schemas beside the checkout'
    schema = alone(json.loads((folder / FILES[kind]).read_text(encoding='utf-8')), folder)
    for name in ('id', '$id'):
        schema.pop(name, None)
    validator = jsonschema.validators.validator_for(schema)
    errors = [f'{"/".join(str(p) for p in e.absolute_path)}: {e.message[:300]}' for e in validator(schema).iter_errors(document)]
    return errors, ''


def main():
    kind = sys.argv[1]
    found, why = problems(kind, json.load(sys.stdin))
    if found is None:
        print('not checked: ' + why)
        return
    for line in found[:20]:
        print(line)
    print('valid' if not found else f'{len(found)} problems')
    sys.exit(1 if found else 0)


if __name__ == '__main__':
    main()
