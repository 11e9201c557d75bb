# A star argument that cannot be iterated: a lone star names the function, one among others does not.
def function(*args, **keywords):
    pass

def check(call):
    try:
        call()
    except TypeError as e:
        print(e)

check(lambda: function(*1))
check(lambda: function(*1, k=2))
check(lambda: function(*1, **{'k': 2}))
check(lambda: function(0, *1))
check(lambda: function(*[0], *1))
check(lambda: function(*1, 0))
check(lambda: function(**1))
check(lambda: print(*1))
