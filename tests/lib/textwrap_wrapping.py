# wrap, fill and shorten with all their options.
import textwrap

text = ("Hello there -- you goof-ball, use the -b option!  A very-long-hyphenated-word and\ta tab,\n\n"
        "some e-i-o cases, a--dash, ... and a \u00a0no-break space. Mr. Smith went out.  Really?  yes! 'Quoted.' end-")
for width in 1, 7, 15, 30, 78:
    print(width, textwrap.wrap(text, width))
for options in [dict(break_long_words=False), dict(break_on_hyphens=False), dict(drop_whitespace=False),
                dict(replace_whitespace=False), dict(expand_tabs=False), dict(tabsize=3),
                dict(fix_sentence_endings=True), dict(initial_indent="* ", subsequent_indent="    "),
                dict(max_lines=1), dict(max_lines=3, placeholder="..."), dict(max_lines=2, break_long_words=False)]:
    print(options, textwrap.wrap(text, 22, **options))
    print(textwrap.fill("word " * 3 + "supercalifragilistic " * 2, 12, **options))
for width in 5, 12, 40, 400:
    try:
        print(textwrap.shorten(text, width))
    except ValueError as error:
        print(error)
for call in (lambda: textwrap.wrap("x", 0), lambda: textwrap.wrap("x y", 3, max_lines=1, placeholder="......")):
    try:
        call()
    except ValueError as error:
        print(error)
print(textwrap.wrap(""), textwrap.wrap("   "), textwrap.wrap("   ", drop_whitespace=False))
