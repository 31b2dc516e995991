"""python -m caveat FILE...: the answers as JSON, one text a line; - reads standard input."""
import json
import sys

import caveat


def main(paths):
    if not paths or paths[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if paths else 2
    code = 0
    for path in paths:
        try:
            if path == "-":
                text = sys.stdin.buffer.read()
            else:
                with open(path, "rb") as file:
                    text = file.read()
        except OSError as error:
            print(f"caveat: {path}: {error.strerror}", file=sys.stderr)
            code = 3
            continue
        print(json.dumps(caveat.check(text, path), ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
