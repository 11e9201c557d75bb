# A running generator cannot be resumed from inside itself.
def g():
    try:
        next(me)
    except ValueError as e:
        print(e)
    try:
        me.send(None)
    except ValueError as e:
        print(e)
    try:
        me.throw(KeyError)
    except ValueError as e:
        print(e)
    try:
        me.close()
    except ValueError as e:
        print(e)
    yield 1
me = g()
print(list(me))
