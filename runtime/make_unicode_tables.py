"""Writes runtime/unicode_tables.h from the running Python's own Unicode data.

Needs a Python with Unicode 15.1 (3.13).  Run it in the project's top folder:

    python3.13 runtime/make_unicode_tables.py
"""
import unicodedata as ud

assert ud.unidata_version == "15.1.0", ud.unidata_version

CATEGORIES = "Cn Lu Ll Lt Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Lm Lo Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So".split()
BIDI = ["", *"L LRE LRO R AL RLE RLO PDF EN ES ET AN CS NSM BN B S WS ON LRI RLI FSI PDI".split()]
WIDTHS = "N H W F Na A".split()
N_CODE_POINTS = 0x110000


def flags(c, ch):
    category = ud.category(ch)
    bits = [
        category in ("Lm", "Lt", "Lu", "Ll", "Lo"), ch.isdecimal(), ch.isdigit(), ch.isnumeric(),
        ch.islower(), ch.isupper(), category == "Lt", ch.isspace(), ch.isprintable(),
        len(("a" + ch + "b").splitlines()) == 2, ch.isidentifier() and c != 0x5F, ("a" + ch).isidentifier(),
        ch.islower() or ch.isupper() or category == "Lt",
        # The rule of the final sigma is where Python shows what it takes for case-ignorable.
        ("A" + ch + "\u03a3").lower()[-1] == "\u03c2" and (ch + "\u03a3").lower()[-1] == "\u03c3",
    ]
    return sum(1 << i for i, bit in enumerate(bits) if bit)


class Tables:
    def __init__(self):
        self.records, self.ids = {}, []
        self.special_pool, self.special = [], {}
        self.seconds = set()

    def mapping(self, c, text):
        """A delta, or (1 << 24) + the place of (count, code points...) in the pool."""
        if len(text) == 1:
            return ord(text) - c
        if text not in self.special:
            self.special[text] = len(self.special_pool)
            self.special_pool += [len(text), *map(ord, text)]
        return (1 << 24) + self.special[text]


def canonical_pairs():
    pairs = {}
    for c in range(N_CODE_POINTS):
        text = ud.decomposition(chr(c))
        if text and text[0] != "<":
            parts = [int(x, 16) for x in text.split()]
            if len(parts) == 2 and ud.normalize("NFC", "".join(map(chr, parts))) == chr(c):
                pairs[tuple(parts)] = c
    return pairs


def build():
    t = Tables()
    pairs = canonical_pairs()
    seconds = {b for _, b in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    for c in range(N_CODE_POINTS):
        ch = chr(c)
        checks = 0
        for i, form in enumerate(("NFD", "NFKD", "NFC", "NFKC")):
            if ud.normalize(form, ch) != ch or (i >= 2 and c in seconds):
                checks |= 1 << i
        record = (
            t.mapping(c, ch.upper()), t.mapping(c, ch.lower()), t.mapping(c, ch.title()), t.mapping(c, ch.casefold()),
            flags(c, ch), CATEGORIES.index(ud.category(ch)), BIDI.index(ud.bidirectional(ch)), ud.combining(ch),
            WIDTHS.index(ud.east_asian_width(ch)), ud.mirrored(ch), ud.decimal(ch, -1), ud.digit(ch, -1), checks)
        t.ids.append(t.records.setdefault(record, len(t.records)))
    return t, pairs


def trie(ids):
    best = None
    for shift in range(5, 9):
        blocks, index = {}, []
        for start in range(0, len(ids), 1 << shift):
            block = tuple(ids[start:start + (1 << shift)])
            index.append(blocks.setdefault(block, len(blocks)))
        size = len(index) * (1 if len(blocks) < 256 else 2) + len(blocks) * (2 << shift)
        if best is None or size < best[0]:
            best = size, shift, index, [x for block in blocks for x in block]
    return best[1:]


def array(out, declaration, values, render=str):
    out.write(f"static const {declaration}[{len(values)}] = {{\n")
    line = "   "
    for v in values:
        text = " " + render(v) + ","
        if len(line) + len(text) > 118:
            out.write(line + "\n")
            line = "   "
        line += text
    out.write(line + "\n};\n\n")


def strings(out, name, values):
    array(out, f"char *const {name}", values, lambda v: f'"{v}"')


def braces(record):
    return "{" + ", ".join(map(str, record)) + "}"


def write_tables(path):
    t, pairs = build()
    shift, index, blocks = trie(t.ids)
    decomposed = [(c, ud.decomposition(chr(c))) for c in range(N_CODE_POINTS) if ud.decomposition(chr(c))]
    tags = [""] + sorted({text.split()[0] for _, text in decomposed if text[0] == "<"})
    pool, places, known = [], [], {}
    for c, text in decomposed:
        parts = text.split()
        tag = tags.index(parts.pop(0)) if parts[0][0] == "<" else 0
        entry = (tag << 8 | len(parts), *(int(x, 16) for x in parts))
        if entry not in known:
            known[entry] = len(pool)
            pool += entry
        places.append((c, known[entry]))
    numeric = [(c, ud.numeric(chr(c))) for c in range(N_CODE_POINTS) if chr(c).isnumeric()]
    runs = []  # consecutive code points whose values go up by one, or stay
    for c, value in numeric:
        last = runs[-1] if runs else None
        if last and c == last[1] + 1:
            step = value - last[3]
            if last[4] is None and step in (0, 1):
                last[4] = step
            if step == last[4]:
                last[1], last[3] = c, value
                continue
        runs.append([c, c, value, value, None])
    with open(path, "w") as out:
        out.write(f"/* runtime/unicode_tables.h -- generated by make_unicode_tables.py from Unicode {ud.unidata_version}. */\n\n")
        out.write(f"#define TRIE_SHIFT {shift}\n\n")
        strings(out, "category_names", CATEGORIES)
        strings(out, "bidi_names", BIDI)
        strings(out, "width_names", WIDTHS)
        strings(out, "decomposition_tags", tags)
        out.write("/* upper, lower, title, fold (delta, or 1 << 24 + place in case_pool), flags, category, bidi,\n"
                  " * combining, width, mirrored, decimal, digit, checks */\n")
        array(out, "CodePoint code_points", list(t.records), braces)
        array(out, "uint32_t case_pool", t.special_pool, hex)
        array(out, ("uint8_t" if max(index) < 256 else "uint16_t") + " trie_index", index)
        array(out, "uint16_t trie_blocks", blocks)
        out.write("/* first, last, value of the first, 1 when values rise by one */\n")
        array(out, "NumericRun numeric_runs", [(hex(a), hex(b), repr(v), s or 0) for a, b, v, _, s in runs], braces)
        out.write("/* code point, place in decomposition_pool: tag << 8 | count, then the code points */\n")
        array(out, "Decomposition decompositions", [(hex(c), p) for c, p in places], braces)
        array(out, "uint32_t decomposition_pool", pool, hex)
        out.write("/* first, second, composed */\n")
        array(out, "Composition compositions", [(hex(a), hex(b), hex(c)) for (a, b), c in sorted(pairs.items())], braces)


if __name__ == "__main__":
    write_tables("runtime/unicode_tables.h")
