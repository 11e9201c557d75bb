# A frame that an exception leaves through cleanup code stands where the exception was raised.
def named():
    try:
        1 / 0
    except Exception as e:
        {}['a']

def with_statement():
    class Passing:
        def __enter__(self):
            return self
        def __exit__(self, *args):
            pass
    with Passing():
        1 / 0
        pass

def unmatched():
    try:
        1 / 0
    except TypeError:
        pass

for f in named, with_statement, unmatched:
    try:
        f()
    except Exception as e:
        frame = e.__traceback__.tb_next.tb_frame
        print(f.__name__, frame.f_lineno - f.__code__.co_firstlineno)
