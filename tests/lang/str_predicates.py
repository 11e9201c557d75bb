# The is... questions.
names = "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper".split()
for s in ("", "abc", "ABC", "Abc", "a1", "12", "²", "½", "٣", " ", "\t\n", "_x1", "1x", "é", "ǅ", "Ab Cd", "aB", "\x7f", "\u200b", "x\ud800", "漢字", "ª", "Ⅷ", "class"):
    print(ascii(s), "".join("01"[getattr(s, n)()] for n in names))
