"""The tables of RFC 3454 (stringprep): preparing names so that what looks alike compares alike.

They are about Unicode 3.2, whose properties come from unicodedata.ucd_3_2_0. in_table_X(char) tells whether a
character is in a table; map_table_X(char) maps one.
"""
from unicodedata import ucd_3_2_0 as unicodedata


def _numbers(*ranges):
    """The code points of (first, last) ranges and single numbers."""
    result = set()
    for item in ranges:
        first, last = item if isinstance(item, tuple) else (item, item)
        result.update(range(first, last + 1))
    return frozenset(result)


def _is_noncharacter(number):
    return 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE


# ---- A: unassigned ----

def in_table_a1(code):
    """Unassigned in Unicode 3.2."""
    return unicodedata.category(code) == "Cn" and not _is_noncharacter(ord(code))


# ---- B: mappings ----

b1_set = _numbers(0xAD, 0x34F, 0x1806, (0x180B, 0x180D), (0x200B, 0x200D), 0x2060, (0xFE00, 0xFE0F), 0xFEFF)


def in_table_b1(code):
    """Commonly mapped to nothing."""
    return ord(code) in b1_set


def _fold(code):
    """Full case folding as of Unicode 3.2; letters that got their other case later are put in lower case."""
    folded = code.casefold()
    if folded != code and all(unicodedata.category(char) != "Cn" for char in code + folded):
        return folded
    return code.lower()


def _closed(folded, fold):
    """A folding that NFKC and folding again would not change, or would change no further."""
    once = unicodedata.normalize("NFKC", folded)
    twice = unicodedata.normalize("NFKC", "".join(map(fold, once)))
    return folded if once == twice else twice


def map_table_b3(code):
    """Case folding for text that is not normalized."""
    return code.lower() if unicodedata.category(code) == "Cn" else _closed(_fold(code), _fold)


def map_table_b2(a):
    """Case folding for text that is going to be normalized by NFKC."""
    return _closed(map_table_b3(a), map_table_b3)


# ---- C: prohibited ----

def in_table_c11(code):
    """The ASCII space."""
    return code == " "


def in_table_c12(code):
    """Spaces outside ASCII."""
    return unicodedata.category(code) == "Zs" and code != " "


def in_table_c11_c12(code):
    """Spaces."""
    return unicodedata.category(code) == "Zs"


def in_table_c21(code):
    """ASCII control characters."""
    return ord(code) < 128 and unicodedata.category(code) == "Cc"


c22_specials = _numbers(0x6DD, 0x70F, 0x180E, 0x200C, 0x200D, 0x2028, 0x2029, (0x2060, 0x2063), (0x206A, 0x206F), 0xFEFF,
                        (0xFFF9, 0xFFFC), (0x1D173, 0x1D17A))


def in_table_c22(code):
    """Control characters outside ASCII."""
    number = ord(code)
    return number >= 128 and (unicodedata.category(code) == "Cc" or number in c22_specials)


def in_table_c21_c22(code):
    """Control characters."""
    return unicodedata.category(code) == "Cc" or ord(code) in c22_specials


def in_table_c3(code):
    """Private use."""
    return unicodedata.category(code) == "Co"


def in_table_c4(code):
    """No characters: code points that will never be assigned."""
    return _is_noncharacter(ord(code))


def in_table_c5(code):
    """Surrogates."""
    return unicodedata.category(code) == "Cs"


c6_set = _numbers((0xFFF9, 0xFFFD))


def in_table_c6(code):
    """Inappropriate for plain text."""
    return ord(code) in c6_set


c7_set = _numbers((0x2FF0, 0x2FFB))


def in_table_c7(code):
    """Inappropriate for canonical representation."""
    return ord(code) in c7_set


c8_set = _numbers(0x340, 0x341, 0x200E, 0x200F, (0x202A, 0x202E), (0x206A, 0x206F))


def in_table_c8(code):
    """Change how text is displayed, or deprecated."""
    return ord(code) in c8_set


c9_set = _numbers(0xE0001, (0xE0020, 0xE007F))


def in_table_c9(code):
    """Tags."""
    return ord(code) in c9_set


# ---- D: direction ----

def in_table_d1(code):
    """Written from right to left."""
    return unicodedata.bidirectional(code) in ("R", "AL")


def in_table_d2(code):
    """Written from left to right."""
    return unicodedata.bidirectional(code) == "L"
