# .pth files in the user's site directory: places, lines that are run, a line that fails; usercustomize; -s, -S.
import os
import sys

library = getattr(sys, '_stdlib_dir', None)
version = os.path.basename(library) if library else 'python3.13'
folder = os.path.join(os.getcwd(), '.local', 'lib', version, 'site-packages')
os.makedirs(os.path.join(folder, 'extra'))
for name, text in {'a.pth': '# comment\n\nextra\nmissing\n/nowhere\nimport sys; sys.seen = ["a"]\n',
                   'b.pth': 'import sys; sys.seen.append("b")\nimport no_such_module\nimport sys; sys.seen.append("never")\n',
                   '.hidden.pth': 'import sys; sys.seen.append("hidden")\n', 'c.txt': 'import sys; sys.seen.append("c")\n',
                   'usercustomize.py': 'raise ValueError("no")\n'}.items():
    with open(os.path.join(folder, name), 'w') as file:
        file.write(text)
os.environ['HOME'] = os.getcwd()
program = """import sys
try:
    import not_there
except ImportError:
    pass
print([p[p.index('site-pack'):] for p in sys.path if '.local' in p], getattr(sys, 'seen', None))"""
with open('program.py', 'w') as file:
    file.write(program)
for option in ('', '-s', '-S'):
    print('option', option, flush=True)
    os.system(f"'{sys.executable}' {option} program.py 2> said")
    with open('said') as file:
        text = file.read().replace(os.getcwd(), '').replace(version, '').splitlines()
        print(sorted(line for line in text if line.startswith(('Error', 'Remainder', 'ValueError'))))
