# A default after *args is named as the mistake, unless a starred annotation stands between.
for source in ("def f(*args=1): pass", "def f(*args: int = 1): pass", "def f(*args: *b = (1,)): pass",
               "def f(**kw: int = 1): pass"):
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        print(source, "->", error.msg, error.offset)
