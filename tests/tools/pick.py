#!/usr/bin/env python3
"""Prints parts of a JSON document, for examples in the documents: what stands at each path, and where.

usage: ... | pick.py PATH...      a path is keys and numbers: runs/0/results/0/message; {type=software_Snippet} is the first that has it
"""
import json
import re
import sys


def step(value, key):
    wanted = re.fullmatch(r'\{(\w+)=(.*)\}', key)
    if wanted:
        return next(v for v in value if v.get(wanted[1]) == wanted[2])
    return value[int(key)] if isinstance(value, list) else value[key]


def main():
    document = json.load(sys.stdin)
    for path in sys.argv[1:]:
        value = document
        for key in path.split('/'):
            value = step(value, key)
        print(f'{path}: {json.dumps(value, indent=2, ensure_ascii=False)}')


if __name__ == '__main__':
    main()
