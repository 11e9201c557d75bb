"""Writes _code_pages.py: the characters of single-byte encodings, as the Python that runs this decodes them.

    python3 stdlib/encodings/make_code_pages.py > stdlib/encodings/_code_pages.py
"""
import codecs
import unicodedata

WIDTH = 108
ASCII = "".join(map(chr, range(128)))

NAMES = """cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424
cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874
cp875 hp_roman8 iso8859_1 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3
iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 mac_arabic mac_croatian
mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620"""

HEADER = '''"""The characters of single-byte encodings. Made by make_code_pages.py: do not edit.

A row is the name that lookup() shows and the characters: of the bytes from 0x80 on where the rest is ASCII, else of
all. U+FFFE stands for bytes that mean nothing.
"""

code_pages = {'''


def characters(name):
    """The decoding table, as charmap_decode takes it."""
    table = [bytes([byte]).decode(name, "backslashreplace") for byte in range(256)]
    return "".join(char if len(char) == 1 else "\ufffe" for char in table)


def spelled(char):
    """The character in a literal: as it is where it is printable and leaves its neighbours alone."""
    plain = char.isprintable() and char not in '"\\' and not unicodedata.combining(char)
    if plain and unicodedata.bidirectional(char) not in ("R", "AL", "AN"):
        return char
    return f"\\x{ord(char):02x}" if char < "\x80" else f"\\u{ord(char):04x}"


def rows(table):
    """Literals of at most WIDTH columns."""
    row = ""
    for char in map(spelled, table):
        if len(row) + len(char) > WIDTH:
            yield f'"{row}"'
            row = ""
        row += char
    yield f'"{row}"'


def main():
    print(HEADER)
    for name in NAMES.split():
        table = characters(name)
        if table.startswith(ASCII):
            table = table[len(ASCII):]
        print(f'    "{name}": ("{codecs.lookup(name).name}",')
        print("\n".join(" " * 8 + row for row in rows(table)) + "),")
    print("}")


main()
