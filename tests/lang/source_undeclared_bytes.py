# weft only
# Bytes that are no UTF-8 in a script without a declared encoding are named with file and line.
import os
import subprocess
import sys

path = f"/tmp/weft-test-{os.getpid()}.py"
for content in b"\x89", b"x = 1\n# \xe9 here\n", b"# coding: utf-8\nx = '\xff'":
    with open(path, "wb") as file:
        file.write(content)
    result = subprocess.run([sys.executable, path], capture_output=True, text=True)
    print(result.returncode, result.stderr.splitlines()[-1].replace(path, "FILE"))
os.unlink(path)
