# A signal that cuts os.write short: what its handler raises comes out of the call.
import os
import _signal


def handler(number, frame):
    raise ZeroDivisionError("in the handler")


read_end, write_end = os.pipe()
_signal.signal(_signal.SIGALRM, handler)
_signal.setitimer(_signal.ITIMER_REAL, 0.1)
try:
    try:
        os.write(write_end, bytes(1 << 22))
    finally:
        print("left the call")
except ZeroDivisionError as error:
    print(error)
