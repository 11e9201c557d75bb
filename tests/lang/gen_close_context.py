# The GeneratorExit of close() has what the closer handles as its context; what throw() is given has not.


def waiting(inner=None):
    try:
        if inner:
            raise inner
        yield 1
    except BaseException as first:
        if not inner:
            print(repr(first), "context", repr(first.__context__))
            raise
        try:
            yield 2
        except BaseException as e:
            print(repr(e), "context", repr(e.__context__))
            raise


def started(*args):
    g = waiting(*args)
    next(g)
    return g


started().close()
for inner in (), (KeyError("inside"),):
    try:
        try:
            raise RuntimeError("outside")
        finally:
            started(*inner).close()
    except RuntimeError as e:
        print("caught", repr(e))
    try:
        raise RuntimeError("outside")
    except RuntimeError:
        g = started(*inner)
        del g
        try:
            started(*inner).throw(ValueError("thrown"))
        except ValueError as e:
            print("thrown", repr(e.__context__))
