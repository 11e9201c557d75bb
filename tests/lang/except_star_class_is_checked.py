# A class that may not stand after except* is an error even when nothing is left to match.
def star(second):
    try:
        try:
            raise ValueError("x")
        except* ValueError:
            print("caught")
        except* second:
            print("not reached")
    except TypeError as error:
        print(error)

star(42)
star(ExceptionGroup)
star((OSError, BaseExceptionGroup))
