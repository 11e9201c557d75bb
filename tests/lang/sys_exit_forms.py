# sys.exit() raises SystemExit with what it was given.
import sys
for arguments in ((), (None,), (3,), ('text',), ((1, 2),)):
    try:
        sys.exit(*arguments)
    except SystemExit as e:
        print(repr(e), e.code)
try:
    sys.exit(1, 2)
except TypeError as e:
    print(e)
