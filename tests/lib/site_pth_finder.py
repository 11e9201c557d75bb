# A finder that a .pth file installs, as editable installs do, finds modules for import, find_spec() and -m.
import os
import sys

library = getattr(sys, '_stdlib_dir', None)
version = os.path.basename(library) if library else 'python3.13'
folder = os.path.join(os.getcwd(), '.local', 'lib', version, 'site-packages')
os.makedirs(folder)
os.makedirs('elsewhere')
for path, text in {f'{folder}/__editable__.pth': 'import __editable_finder__; __editable_finder__.install()\n',
                   f'{folder}/__editable_finder__.py': f'''
import sys
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'editable':
            from importlib.util import spec_from_file_location
            return spec_from_file_location(name, {os.getcwd() + "/elsewhere/editable.py"!r})
def install():
    sys.meta_path.append(Finder)
''',
                   'elsewhere/editable.py': 'print("found as", __name__)\n'}.items():
    with open(path, 'w') as file:
        file.write(text)
os.environ['HOME'] = os.getcwd()
for program in ('-c "import editable"', '-m editable',
                '-c "import importlib.util; print(importlib.util.find_spec(\'editable\').name)"'):
    sys.stdout.flush()
    os.system(f"'{sys.executable}' {program}")
