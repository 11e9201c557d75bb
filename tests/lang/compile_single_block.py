# compile(..., "single") takes one statement; a block needs no empty line behind it.
for text in ("1 + 2", "\n1 + 2", "1; 2", "def f():\n   pass", "if x:\n   f(x)\nelse:\n   g(x)", "class T:\n   pass\n", "1\n2",
             "def f(): pass", "x = 5 # comment\n", "x\n \n"):
    try:
        compile(text, "s", "single")
        print(repr(text), "fine")
    except SyntaxError as error:
        print(repr(text), error.msg)
