# Random calls of str methods, codecs, % and format: run by two interpreters, the outputs must be equal.
#   python3.13 -W ignore tests/fuzz/text_calls.py SEED COUNT > a; weft -W ignore tests/fuzz/text_calls.py SEED COUNT > b; diff a b
import sys
seed = int(sys.argv[1]); N = int(sys.argv[2])
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (seed >> 33) % n
ALPH = ["ab", "abc ,", "aB1 \t\n-_{}%s", "aé\xa0ß", "a€Σσς\u2028", "a😀é€", "\ud800\udc80a", "İıǅŉﬁa", "0123456789+-.e", "a\x00\x1c\x85\u3000"]
def rs(m=12):
    al = ALPH[rnd(len(ALPH))]
    return "".join([al[rnd(len(al))] for _ in range(rnd(m))])
def ri(): return [None, rnd(20) - 8, rnd(5), -1, 0, True, 1 << 70, -(1 << 70)][rnd(8)]
def ra():
    k = rnd(14)
    if k < 6: return rs(4)
    if k < 9: return ri()
    if k == 9: return (rs(3), rs(2))
    if k == 10: return rs(20)
    if k == 11: return [rs(3), rs(3)]
    if k == 12: return {ord(c): [None, "x", 98, "é€", rs(2)][rnd(5)] for c in rs(5)}
    return rnd(30)
M = [m for m in dir(str) if not m.startswith("_") and m not in ("encode",)] + ["__add__", "__mul__", "__getitem__", "__contains__", "__eq__", "__lt__", "__mod__", "__format__", "__len__", "__hash__x"]
ENC = ["utf-8", "utf-16", "utf-16-le", "utf-32-be", "ascii", "latin-1", "utf-7", "unicode_escape", "raw_unicode_escape", "utf-8-sig"]
ERR = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"]
FM = ["%s", "%d", "%5s", "%-5s", "%x", "%r", "%a", "%c", "%.2s", "%5.1f", "%+d", "%05d", "%%", "%(a)s", "%*d", "%e", "%g", "%#o", "% d", "%"]
FS = ["{}", "{0}", "{!r}", "{:>5}", "{:^7}", "{:*<4}", "{:d}", "{:,}", "{0[0]}", "{.real}", "{a}", "{{", "}}", "{", "}", "{:{}}", "{!x}", "{:.2}", "{:x}", "{:08.3f}", "{:+}", "{:_b}", "{:%}", "{:=+6}"]
def show(v):
    return ascii(v)
for i in range(N):
    k = rnd(10)
    try:
        if k < 6:
            s = rs(); m = M[rnd(len(M))]
            if m == "format_map": continue
            if m == "__hash__x": d = (s, m); r = hash(s) == hash(s[:1] + s[1:])
            else:
                args = [ra() for _ in range([1, 1, 0, 2, 1, 3][rnd(6)])]
                d = (s, m, args)
                if m in ("center", "ljust", "rjust", "zfill", "expandtabs", "__mul__") and any(isinstance(a, int) and abs(a) > 1000 for a in args): continue
                r = getattr(s, m)(*args)
                if m == "maketrans": r = sorted(r.items())
        elif k == 6:
            s = rs(); e = ENC[rnd(len(ENC))]; h = ERR[rnd(len(ERR))]; d = (s, e, h)
            r = s.encode(e, h)
        elif k == 7:
            b = bytes([rnd(256) if rnd(2) else [0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0xff, 0xfe, 0x2b, 0x2d, 0x5c, 0x75, 0x78, 0x30][rnd(19)] for _ in range(rnd(10))])
            e = ENC[rnd(len(ENC))]; h = ERR[rnd(len(ERR))]; d = (b, e, h)
            r = b.decode(e, h)
        elif k == 8:
            f = "".join([[FM[rnd(len(FM))], rs(3)][rnd(2)] for _ in range(rnd(4))]); a = [tuple([ra() for _ in range(rnd(4))]), ra(), {"a": ra()}][rnd(3)]
            d = (f, a); r = f % a
        else:
            f = "".join([[FS[rnd(len(FS))], rs(3)][rnd(2)] for _ in range(rnd(4))]); a = tuple([ra() for _ in range(rnd(4))])
            d = (f, a); r = f.format(*a, a=ra())
    except (MemoryError,) as e:
        continue
    except Exception as e:
        r = (type(e).__name__, str(e))
    print(i, show(d), "->", show(r))
