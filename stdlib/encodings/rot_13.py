"""The codec rot-13: each Latin letter becomes the one 13 places on. From str to str, and its own inverse."""
from encodings._classes import stateless

_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
rot13_map = {number: number for number in range(256)}
rot13_map.update(str.maketrans(_LOWER + _UPPER, _LOWER[13:] + _LOWER[:13] + _UPPER[13:] + _UPPER[:13]))


def encode(input, errors="strict"):
    return str.translate(input, rot13_map), len(input)


(Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry) = stateless(
    "rot-13", __name__, encode, encode, is_text=False)


def rot13(infile, outfile):
    """Write what can be read from infile to outfile, turned."""
    outfile.write(encode(infile.read())[0])


if __name__ == "__main__":
    import sys
    rot13(sys.stdin, sys.stdout)
