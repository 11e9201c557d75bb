# The instruction reference as Markdown, from the tables in DIRECTORY (vm): `make docs`.
import re
import sys

ROW = re.compile(r'OP\((\w+),\s*"([^"]*)",\s*(\d+),\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"', re.S)
KINDS = {"w": "write", "r": "read", "t": "run of temporaries", "k": "kept temporary", "n": "number", "m": "name",
         "K": "constant", "j": "jump", "J": "long jump", "N": "long number", "-": ""}


def unquote(text):
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("|", "\\|").replace("\n", " ")


def sections(path):
    """(title, rows) of a table; a title is a comment between dashes."""
    with open(path) as file:
        text = file.read()
    text = re.sub(r'"\s*\n\s*"', "", text)
    title, rows = "", []
    for piece in re.split(r"/\* -+ (.*?) -+ \*/", text)[0:]:
        found = ROW.findall(piece)
        if found:
            yield title, found
        else:
            title = piece.strip() if len(piece) < 100 else title


def table(directory):
    for file in "opcodes.def", "specialised.def":
        print(f"\n## {file}")
        for title, rows in sections(f"{directory}/{file}"):
            if title:
                print(f"\n### {title}")
            print("\n| instruction | a | b | c | formula | meaning |\n|---|---|---|---|---|---|")
            for name, operands, cache, formula, meaning in rows:
                kinds = " | ".join(KINDS.get(kind, kind) for kind in (operands + "---")[:3])
                extra = f" ({cache} cache words)" if cache != "0" else ""
                code = f"`{unquote(formula)}`" if formula else ""
                print(f"| `{name}` | {kinds} | {code} | {unquote(meaning)}{extra} |")


print("# Instructions of weft's virtual machine")
print("\nMade from the tables by `make docs`. The words are explained at the top of vm/opcodes.def.")
table(sys.argv[1])
