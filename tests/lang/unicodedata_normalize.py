# The four normal forms.
import unicodedata as u
for s in ("é", "e\u0301", "ﬁ", "Å", "한", "\u1112\u1161\u11ab", "q\u0323\u0307", "q\u0307\u0323", "\u0344", "ẛ̣", "½", "abc", "\u0958", "a\u0315\u0300\u05ae\u0300b", "e" + "\u0301\u0323" * 40):
    print([ascii(u.normalize(f, s)) for f in ("NFC", "NFD", "NFKC", "NFKD")], [u.is_normalized(f, s) for f in ("NFC", "NFD", "NFKC", "NFKD")])
