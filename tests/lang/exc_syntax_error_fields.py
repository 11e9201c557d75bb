# SyntaxError takes a tuple of details.
def show(*args):
    try:
        e = SyntaxError(*args)
        print(str(e), '|', e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.print_file_and_line)
    except Exception as x:
        print(type(x).__name__, x)
show()
show('m')
show('m', ('a/f.py', 1, 2, 't'))
show('m', ('a/f.py', None, 2, 't'))
show('m', (None, 1, 2, 't'))
show('m', ('f', 1, 2, 't', 3, 4))
show('m', ('f', 1, 2))
show('m', ('f', 1, 2, 't', 3))
show('m', ('f', 1, 2, 't', 3, 4, 5))
show('m', 1)
show('m', 'abcd')
show('m', 2, 3)
show(None)
