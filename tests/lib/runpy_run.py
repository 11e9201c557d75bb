# run_module() and run_path(): what the code sees, what is put back, what cannot be run.
import os
import runpy
import sys

folder = os.getcwd()
sys.path.insert(0, folder)
for path, text in {'script.py': 'import sys\nprint(__name__, __package__, __spec__, sys.argv[0] == __file__)\nvalue = given + 1\n',
                   'package/__init__.py': 'print("package imported")\n',
                   'package/__main__.py': 'print(__name__, __package__, __spec__.name)\nvalue = 5\n',
                   'package/part.py': 'import sys\nprint(__name__, __name__ in sys.modules)\n',
                   'place/__main__.py': 'print(__name__, __package__ == "", __spec__.name)\nvalue = 6\n',
                   'namespace/x.txt': ''}.items():
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)
argv0 = sys.argv[0]
print(runpy.run_path('script.py', {'given': 1}, 'some.name')['value'])
print(runpy.run_path('place')['value'], folder + '/place' in sys.path, 'place' in sys.path)
print(runpy.run_module('package')['value'])
runpy.run_module('package.part')
runpy.run_module('package.part', run_name='other', alter_sys=True)
print('other' in sys.modules, sys.argv[0] == argv0)
for name in ('.part', 'missing', 'package.missing', 'namespace', 'sys', 'package.part.deeper', 'package.py'):
    try:
        runpy.run_module(name)
    except ImportError as error:
        print(error)
try:
    runpy.run_path('nowhere.py')
except FileNotFoundError as error:
    print(error.strerror)
