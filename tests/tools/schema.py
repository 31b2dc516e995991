#!/usr/bin/env python3
"""Checks a document on standard input against the published schema of its format, beside the checkout (CAVEAT_SHARED/schemas).

usage: schema.py sarif|spdx|spdx3|cyclonedx|cyclonedx-1.7 < FILE      says "valid", or "not checked: ..." where the schemas or jsonschema are missing
"""
import json
import os
import re
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


def shape(value):
    """What a schema can tell apart: keys, kinds of values, words of closed lists, forms of ids."""
    if isinstance(value, dict):
        return tuple((k, shape(v)) for k, v in sorted(value.items()))
    if isinstance(value, list):
        return tuple(sorted({shape(v) for v in value}, key=repr))
    if isinstance(value, str):
        if re.fullmatch(r'[A-Za-z_.-]{1,40}', value):
            return value
        return 'a text' if ' ' in value else re.sub(r'[\w.-]+', 'x', value)[:40]
    return (type(value).__name__, value > 0 if isinstance(value, (int, float)) else None)


def thin(value):
    """The document with one of each shape in each list: schemas in Python are slow, and lists of hubs long."""
    if isinstance(value, dict):
        return {k: thin(v) for k, v in value.items()}
    if not isinstance(value, list):
        return value
    return list({shape(v): v for v in map(thin, value)}.values())


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

    def errors(rules, part):
        return [f'{"/".join(str(p) for p in e.absolute_path)}: {e.message[:300]}' for e in validator(rules).iter_errors(part)]
    if kind != 'spdx3' or '@graph' not in document:
        return errors(schema, document), ''
    # The schema tries each of some hundred classes on each element; the one that the element says it is will do.
    found = [] if set(document) == {'@context', '@graph'} else ['not a context and a graph']
    found += errors(schema['properties']['@context'], document['@context'])
    classes = {}
    for number, element in enumerate(document['@graph']):
        name = element.get('type')
        if name not in schema['$defs']:
            found.append(f'@graph/{number}: type {name} is none')
            continue
        if name not in classes:
            classes[name] = validator({'$schema': schema['$schema'], '$defs': schema['$defs'], 'type': 'object', '$ref': f'#/$defs/{name}',
                                       'unevaluatedProperties': False})
        found += [f'@graph/{number}: {e.message[:300]}' for e in classes[name].iter_errors(element)]
    return found, ''


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
