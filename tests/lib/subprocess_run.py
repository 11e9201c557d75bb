# subprocess starts children, passes streams, and reports what went wrong in the child.
import os
import subprocess
import sys

print(subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 3"], cwd="/", capture_output=True))
for arguments in ({"args": ["/nonexistent"]}, {"args": ["pwd"], "cwd": "/nonexistent"}):
    try:
        subprocess.run(**arguments)
    except OSError as error:
        print(error.errno, error.strerror)


def fails():
    raise ValueError


try:
    subprocess.run(["true"], preexec_fn=fails)
except subprocess.SubprocessError as error:
    print(repr(error))
print(subprocess.run(["pwd"], cwd="/tmp", preexec_fn=lambda: os.write(1, b"before\n"), text=True,
                     stdout=subprocess.PIPE, env={"PATH": "/bin:/usr/bin"}, start_new_session=True).stdout)
print(len(subprocess.run(["cat"], input=b"x" * 200000, stdout=subprocess.PIPE).stdout))
print(subprocess.check_output([sys.executable, "-c", "print(6 * 7)"]))
try:
    subprocess.run(["sleep", "5"], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print("timed out", error.cmd)
