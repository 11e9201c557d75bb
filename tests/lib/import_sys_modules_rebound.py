# The dict that sys.modules was first still answers; what is loaded goes where sys.modules is now.
import os
import sys

folder = os.getcwd()
sys.path.insert(0, folder)
for name in ('first', 'second', 'third', 'fourth'):
    with open(os.path.join(folder, name + '.py'), 'w') as file:
        file.write('loaded = True\n')
os.mkdir(os.path.join(folder, 'pack'))
for name in ('__init__', 'part', 'other'):
    with open(os.path.join(folder, 'pack', name + '.py'), 'w') as file:
        file.write('loaded = True\n')

real = sys.modules
Module = type(sys)
import first


def show(label, function):
    try:
        print(label, function())
    except BaseException as error:
        print(label, type(error).__name__, error)


def import_first():
    import first as again
    return again is first


def import_second():
    import second
    return 'second' in real, second is sys.modules['second']


def import_third():
    import third
    return third


def import_package():
    import pack.part
    return 'pack.part' in real, 'pack.part' in sys.modules, pack.part.__name__


def import_from_package():
    from pack import other
    return 'pack.other' in real, 'pack.other' in sys.modules


sys.modules = {}
show('known to the first dict:', import_first)
show('new:', import_second)
show('package:', import_package)
show('from package:', import_from_package)
sys.modules = dict(real)
fake = sys.modules['first'] = Module('first')
show('shadowed in the copy:', import_first)
sys.modules['third'] = fake
show('only in the copy:', lambda: import_third() is fake)
sys.modules['third'] = None
show('blocked in the copy:', import_third)
sys.modules = None
show('None, known:', import_first)
show('None:', import_third)
del sys.modules
show('deleted:', import_third)
sys.modules = real
