# Methods taken from the type check what they are called with.
def t(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
t(lambda: list.append())
t(lambda: list.append(1))
t(lambda: list.append((), 1))
t(lambda: str.upper(1))
t(lambda: str.upper('a'))
t(lambda: list.append.__get__(1))
d = dict.__dict__['fromkeys']
t(lambda: d())
t(lambda: d(1))
t(lambda: d(int))
t(lambda: d.__get__(1))
t(lambda: d.__get__(None, int))
t(lambda: d.__get__(None, dict)('ab'))
