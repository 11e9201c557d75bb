# os.spawn* and exec*: exit statuses, PATH, errors.
import os


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(repr(error))


print(os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", "exit 3"]), os.spawnl(os.P_WAIT, "/bin/sh", "sh", "-c", "kill -9 $$"))
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "exit 4"), os.spawnvp(os.P_WAIT, "no such program", ["x"]))
print(os.spawnlpe(os.P_WAIT, "sh", "sh", "-c", "exit $CODE", {"CODE": "5", "PATH": "/bin"}),
      os.spawnle(os.P_WAIT, "/bin/sh", "sh", "-c", "exit $CODE", {"CODE": "6"}))
pid = os.spawnv(os.P_NOWAIT, "/bin/sh", ["sh", "-c", "exit 7"])
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
show(os.spawnv, os.P_WAIT, "x", 3)
show(os.spawnv, os.P_WAIT, "x", [])
show(os.spawnv, os.P_WAIT, "x", [""])
show(os.execl, "nowhere")
show(os.execv, "nowhere", [""])
show(os.execv, "nowhere", ["x"])
show(os.execlp, "no such program", "x")
show(os.execvpe, "passwd", ["x"], {"PATH": "/etc:/nowhere"})
show(os.execvpe, b"passwd", ["x"], {b"PATH": b"/nowhere:/etc/passwd"})
show(os.get_exec_path, {})
show(os.get_exec_path, {"PATH": ""})
show(os.get_exec_path, {b"PATH": b"a:b"})
show(os.get_exec_path, {"PATH": b"a:b"})
show(os.get_exec_path, {"PATH": "a", b"PATH": b"a:b"})
show(os.popen, 1)
show(os.popen, "x", "rb")
show(os.popen, "x", "r", 0)
show(os.fdopen, "x")
child = os.fork()
if child == 0:
    os.execlpe("sh", "sh", "-c", "exit $CODE", {"CODE": "8", "PATH": "/bin"})
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
