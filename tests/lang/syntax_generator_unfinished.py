# A generator expression before a comma: whether it lacks parentheses is known once another argument follows.
for source in ["f(x for x in y, 1)", "f(x for x in y,", "f(x for x in y, \\", "f(x for x in y, $)", "f(x for x in y, '", "f(x for x in y,\n",
               '"\\\n"(1 for c in I,\\\n\\']:
    try:
        compile(source, "name", "exec")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset)
