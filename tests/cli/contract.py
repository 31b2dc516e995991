#!/usr/bin/env python3
"""Checks the JSON of `caveat check` on standard input against the promises made to other programs, field by field.

usage: caveat check --format json FILE... | contract.py        says "contract kept: N documents, M findings"
       caveat check --format jsonl FILE... | contract.py --lines

Files are read again: each span must lie within its file and hold the words that are quoted.
"""
import base64
import json
import os
import re
import sys

STATUS = {'ok', 'binary', 'truncated', 'error'}
CATEGORY = set('unknown no-redistribution research-only non-commercial no-derivatives scale-capped registration territory-limited '
               'use-restricted copyleft attribution-plus permissive public-domain'.split())
FLAGS = set('scale-triggered-attribution acceptable-use output-limits mutable-terms revocable indemnity territory remote-restriction '
            'naming patent-grant copyleft'.split())
ACTIVITIES = 'private-use commercial-use modification distribution hosting output-training patent-use'.split()
VALUES = {'allowed', 'conditional', 'prohibited', 'unspecified'}
WHEN = 'before-use in-use on-modification on-distribution on-publication past-threshold'.split()
CONFIDENCE = {'certain', 'likely', 'weak'}
HOW = {'exact', 'edited', 'quoted', 'named'}
COVERS = {'weights', 'code', 'data', 'docs', 'unspecified'}
DOCUMENT = {'path', 'bytes', 'sha256', 'status', 'error', 'language', 'identity', 'expression', 'category', 'flags', 'permissions',
            'obligations', 'findings', 'mentions', 'summary'}


class Broken(Exception):
    pass


def need(condition, *what):
    if not condition:
        raise Broken(' '.join(str(w) for w in what))


def keys(value, expected, where, optional=()):
    need(isinstance(value, dict), where, 'is no object')
    need(set(expected) <= set(value), where, 'lacks', set(expected) - set(value))
    need(set(value) <= set(expected) | set(optional), where, 'has more:', set(value) - set(expected) - set(optional))


def text(value, where, null=False):
    need(isinstance(value, str) or null and value is None, where, 'is', repr(value))


def number(value, where):
    need(isinstance(value, int) and not isinstance(value, bool) and value >= 0, where, 'is', repr(value))


def span(value, size, where):
    keys(value, ['start_byte', 'end_byte', 'start_line', 'end_line'], where)
    for name, v in value.items():
        number(v, f'{where}.{name}')
    need(value['start_byte'] <= value['end_byte'] <= size, where, 'lies outside:', value, size)
    need(1 <= value['start_line'] <= value['end_line'], where, 'lines', value)


def words(s):
    return re.sub(r'[\W_]+', '', s.lower())


def because(value, number_of_document, document, where):
    need(isinstance(value, list), where)
    for b in value:
        keys(b, ['kind', 'document', 'index'], where)
        need(b['document'] == number_of_document, where, 'points to document', b['document'])
        lists = {'finding': 'findings', 'mention': 'mentions', 'identity': 'identity'}
        need(b['kind'] in lists and b['index'] < len(document[lists[b['kind']]]), where, b)


def check_document(d, n):
    where = f'documents[{n}]'
    keys(d, DOCUMENT, where, optional=['path_base64'])
    text(d['path'], where + '.path'), number(d['bytes'], where + '.bytes')
    need(d['sha256'] is None or re.fullmatch('[0-9a-f]{64}', d['sha256']), where, 'sha256', d['sha256'])
    need(d['status'] in STATUS, where, d['status'])
    need((d['error'] is not None) or d['status'] in ('ok', 'binary'), where, 'has no reason')
    text(d['error'], where + '.error', null=True), text(d['language'], where), text(d['expression'], where, null=True)
    need(re.fullmatch(r'[a-z]{2,3}(-\w+)*', d['language']), where, d['language'])
    need(d['category'] in CATEGORY, where, d['category'])
    need(d['flags'] == sorted(set(d['flags'])) and set(d['flags']) <= FLAGS, where, d['flags'])
    text(d['summary'], where)
    need(d['summary'] and '\n' not in d['summary'], where, 'summary', d['summary'])
    name = base64.b64decode(d['path_base64']) if 'path_base64' in d else d['path'].encode()
    content = None
    if d['path'] != '-' and d['status'] == 'ok' and os.path.isfile(name):
        with open(name, 'rb') as f:
            content = f.read()
        need(len(content) == d['bytes'], where, 'bytes', d['bytes'], len(content))
    size = d['bytes']

    need(list(d['permissions']) == ACTIVITIES, where, list(d['permissions']))
    for activity, p in d['permissions'].items():
        keys(p, ['value', 'because'], activity)
        need(p['value'] in VALUES, activity, p['value'])
        need(p['because'] or p['value'] == 'unspecified', where, activity, p['value'], 'cites nothing')
        because(p['because'], n, d, activity)
    order = []
    for o in d['obligations']:
        keys(o, ['clause', 'when', 'text', 'because'], 'obligation')
        need(o['clause'].startswith('condition.') or o['clause'].startswith('restriction.'), o['clause'])
        need(o['because'] and o['text'], o)
        because(o['because'], n, d, o['clause'])
        order.append(WHEN.index(o['when']))
    need(order == sorted(order), where, 'obligations out of order')

    place = []
    for i, f in enumerate(d['findings']):
        at = f'{where}.findings[{i}]'
        keys(f, ['clause', 'params', 'span', 'lead', 'quote', 'confidence', 'hidden'], at)
        need(re.fullmatch(r'(grant|condition|restriction|use|legal)\.[a-z-]+', f['clause']), at, f['clause'])
        need(isinstance(f['params'], dict) and list(f['params']) == sorted(f['params']), at, f['params'])
        for value in f['params'].values():
            need(isinstance(value, (str, int, bool, list)), at, value)
        span(f['span'], size, at + '.span')
        if f['lead'] is not None:
            span(f['lead'], size, at + '.lead')
        need(f['confidence'] in CONFIDENCE and isinstance(f['hidden'], bool), at)
        need(f['quote'] and len(f['quote']) <= 300, at, 'quote of', len(f['quote']))
        if content is not None and content[:2] not in (b'\xff\xfe', b'\xfe\xff'):
            real = content[f['span']['start_byte']:f['span']['end_byte']].decode('utf-8', 'replace')
            need(words(real).startswith(words(f['quote'])[:200]), at, 'quotes', f['quote'], 'of', real)
            need(content.count(b'\n', 0, f['span']['start_byte']) + 1 == f['span']['start_line'], at, 'line', f['span'])
        place.append((f['span']['start_byte'], f['span']['end_byte'], f['clause']))
    need(place == sorted(set(place)), where, 'findings out of order or twice')

    for m in d['mentions']:
        keys(m, ['name', 'license', 'aliases', 'covers', 'span'], 'mention')
        need(m['covers'] in COVERS and isinstance(m['aliases'], list), m)
        span(m['span'], size, 'mention')
    for x in d['identity']:
        keys(x, ['license', 'spdx', 'how', 'coverage', 'span', 'added', 'missing'], 'identity')
        need(x['how'] in HOW and 0 <= x['coverage'] <= 1, x)
        need(x['how'] != 'exact' or not x['added'] and not x['missing'], 'exact with a difference:', x)
        span(x['span'], size, 'identity')
    return len(d['findings'])


def main():
    data = sys.stdin.buffer.read().decode('utf-8')
    if '--lines' in sys.argv[1:]:
        documents = [json.loads(line) for line in data.splitlines()]
    else:
        answer = json.loads(data)
        keys(answer, ['schema', 'tool', 'documents'], 'answer')
        need(answer['schema'] == 'caveat.check/1' and next(iter(answer)) == 'schema', answer['schema'])
        keys(answer['tool'], ['name', 'version', 'rules', 'licenses'], 'tool')
        need(answer['tool']['name'] == 'caveat' and re.fullmatch(r'\d+\.\d+\.\d+', answer['tool']['version']), answer['tool'])
        need(re.fullmatch('[0-9a-f]{16,}', answer['tool']['rules']), answer['tool'])
        documents = answer['documents']
    findings = sum(check_document(d, n) for n, d in enumerate(documents))
    print(f'contract kept: {len(documents)} documents, {findings} findings')


if __name__ == '__main__':
    try:
        main()
    except Broken as broken:
        sys.exit(f'contract broken: {broken}')
