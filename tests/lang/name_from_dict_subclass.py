# Functions look globals up in a dict subclass as its __getitem__ and __missing__ say.
class Names(dict):
    def __missing__(self, name):
        if name.startswith("un"):
            return name
        raise KeyError(name)


names = Names()
exec("""
def known():
    return undefined, len([1])

def unknown():
    try:
        return absent
    except NameError as error:
        return error

for _ in range(30):
    found = known()
print(found, unknown())

type Alias = undefined
print(Alias.__value__)

class C:
    type Alias = unheard_of
print(C.Alias.__value__)

def bind():
    global unbound
    unbound = 3
    return unbound
print(bind(), unbound)
""", names)


class Refusing(dict):
    def __getitem__(self, name):
        if name == "boom":
            raise ZeroDivisionError(name)
        return super().__getitem__(name)


try:
    exec("def f(): return boom\nf()", Refusing())
except ZeroDivisionError as error:
    print("ZeroDivisionError", error)
