# Recursion limit, switch interval, digits of ints.
import sys
sys.setrecursionlimit(200)
def depth(n):
    try:
        return depth(n + 1)
    except RecursionError as e:
        return n > 100, str(e)
print(depth(0), sys.getrecursionlimit())
for value in (0, -1):
    try:
        sys.setrecursionlimit(value)
    except ValueError as e:
        print(e)
sys.setswitchinterval(0.01)
print(round(sys.getswitchinterval(), 6))
try:
    sys.setswitchinterval(0)
except ValueError as e:
    print(e)
sys.set_int_max_str_digits(1000)
try:
    int('1' * 1001)
except ValueError as e:
    print(e)
print(sys.get_int_max_str_digits())
