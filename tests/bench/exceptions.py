# try, with, raise: what costs nothing when nothing happens, and what it costs when it does.
class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is KeyError


def quiet(n):
    for i in range(n):
        try:
            with Guard():
                i += 1
        finally:
            i -= 1


def loud(n):
    for i in range(n):
        try:
            with Guard():
                raise KeyError(i)
            raise ValueError(i)
        except ValueError as error:
            error.args


quiet(500_000)
loud(150_000)
