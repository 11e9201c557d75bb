"""`python -m json.tool [infile [outfile]]`: check JSON and print it neatly."""

import argparse
import json
import sys


def _parse_arguments():
    parser = argparse.ArgumentParser(prog='python -m json.tool', description=(
        'A simple command line interface for json module to validate and pretty-print JSON objects.'))
    parser.add_argument('infile', nargs='?', help='a JSON file to be validated or pretty-printed', default='-')
    parser.add_argument('outfile', nargs='?', help='write the output of infile to outfile', default=None)
    parser.add_argument('--sort-keys', action='store_true', default=False,
                        help='sort the output of dictionaries alphabetically by key')
    parser.add_argument('--no-ensure-ascii', dest='ensure_ascii', action='store_false',
                        help='disable escaping of non-ASCII characters')
    parser.add_argument('--json-lines', action='store_true', default=False,
                        help='parse input using the JSON Lines format. '
                             'Use with --no-indent or --compact to produce valid JSON Lines output.')
    layout = parser.add_mutually_exclusive_group()
    layout.add_argument('--indent', default=4, type=int,
                        help='separate items with newlines and use this number of spaces for indentation')
    layout.add_argument('--tab', action='store_const', dest='indent', const='\t',
                        help='separate items with newlines and use tabs for indentation')
    layout.add_argument('--no-indent', action='store_const', dest='indent', const=None,
                        help='separate items with spaces rather than newlines')
    layout.add_argument('--compact', action='store_true',
                        help='suppress all whitespace separation (most compact)')
    return parser.parse_args()


def _read(options):
    """The documents of the input, one after the other."""
    stream = sys.stdin if options.infile == '-' else open(options.infile, encoding='utf-8')
    try:
        if options.json_lines:
            yield from map(json.loads, stream)
        else:
            yield json.load(stream)
    finally:
        if stream is not sys.stdin:
            stream.close()


def _write(documents, options, stream):
    layout = {'sort_keys': options.sort_keys, 'indent': options.indent, 'ensure_ascii': options.ensure_ascii}
    if options.compact:
        layout.update(indent=None, separators=(',', ':'))
    for document in documents:
        json.dump(document, stream, **layout)
        stream.write('\n')


def main():
    options = _parse_arguments()
    try:
        documents = _read(options)
        if options.outfile is None:
            _write(documents, options, sys.stdout)
            sys.stdout.flush()  # a broken pipe shows here and not at the end of the program
        else:
            documents = list(documents)  # first: outfile may be infile
            with open(options.outfile, 'w', encoding='utf-8') as stream:
                _write(documents, options, stream)
    except ValueError as problem:
        raise SystemExit(problem)


if __name__ == '__main__':
    try:
        main()
    except BrokenPipeError as problem:
        sys.exit(problem.errno)
