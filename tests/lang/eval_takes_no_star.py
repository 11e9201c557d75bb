# eval() takes expressions, not starred ones: the star itself is the mistake.
for source in "*a", "*a, b", "a, *b", "*a,", "1, 2,", "[*'ab', 1]", "(*'ab', 1)":
    try:
        print(source, "->", eval(source))
    except SyntaxError as error:
        print(source, "->", error.msg, error.offset, error.end_offset)
    except NameError as error:
        print(source, "->", error)
