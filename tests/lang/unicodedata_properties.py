# unicodedata: properties, numbers, names.
import unicodedata as u
for c in ("a", "É", "1", "½", "٣", "\u0301", "漢", "(", "\u05d0", "한", "\ud800", "\U000e0000", "ﬁ", "Å", "\uac01", "Ⅷ", "\x00"):
    print(ascii(c), u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c), u.decomposition(c), u.decimal(c, None), u.digit(c, None), u.numeric(c, None), u.name(c, None))
print(u.unidata_version, u.lookup("SNOWMAN"), u.lookup("latin small letter e with acute"), u.lookup("LINE FEED") == "\n", ascii(u.lookup("KEYCAP DIGIT ONE")), "\N{GREEK SMALL LETTER ALPHA}", u.lookup("HANGUL SYLLABLE HAN"), u.lookup("CJK UNIFIED IDEOGRAPH-4E00"))
for f in (lambda: u.name("\0"), lambda: u.lookup("nope"), lambda: u.name("ab"), lambda: u.category(1), lambda: u.decimal("a"), lambda: u.digit("a"), lambda: u.numeric("a"), lambda: u.normalize("NFX", "a"), lambda: u.normalize("NFC", 1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
