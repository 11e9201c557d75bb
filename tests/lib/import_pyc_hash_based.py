# Bytecode files with the source's hash (PEP 552): checked ones follow the source, unchecked ones do not.
import importlib.util
import marshal
import os
import sys

folder = os.getcwd()
source = os.path.join(folder, 'subject.py')
cache = importlib.util.cache_from_source(source)
os.mkdir(os.path.dirname(cache))


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)


def run(options=''):
    os.system(f"'{sys.executable}' {options} -c 'import subject; print(subject.value)' > said")
    with open('said') as file:
        return file.read().strip()


def flags():
    with open(cache, 'rb') as file:
        return file.read(8)[4]


for flag in (1, 3):
    old = b'value = "old"\n'
    code = compile(old, source, 'exec')
    data = importlib.util.MAGIC_NUMBER + bytes([flag, 0, 0, 0]) + importlib.util.source_hash(old) + marshal.dumps(code)
    for policy in ('default', 'never', 'always'):
        write(cache, data)
        write(source, b'value = "new"\n')
        print(flag, policy, run('--check-hash-based-pycs ' + policy), flags())
write(cache, b'\xf3\x0d\x0d\n' + data[4:])
print('of another interpreter:', run())
