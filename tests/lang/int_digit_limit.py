# Texts of over 4300 digits need sys.set_int_max_str_digits().
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


import sys

show(len, str(10**4299))
show(str, 10**4300)
show(int, '1' * 4301)
print(len(hex(10**5000)), int('f' * 5000, 16).bit_length())
sys.set_int_max_str_digits(0)
print(len(str(10**9999)), int('7' * 6000) % 1000)
show(sys.set_int_max_str_digits, 100)
