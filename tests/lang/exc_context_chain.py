# Raising while handling sets __context__; `from` sets __cause__ and suppresses the context.
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise KeyError('k')
except KeyError as k:
    print(repr(k.__context__), k.__cause__, k.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise KeyError('k') from z
except KeyError as k:
    print(repr(k.__context__), repr(k.__cause__), k.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError('k') from None
except KeyError as k:
    print(repr(k.__context__), k.__cause__, k.__suppress_context__)
