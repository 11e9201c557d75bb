# fork, exit statuses, signals, at-fork hooks.
import posix, sys
order = []
posix.register_at_fork(before=lambda: order.append('before'), after_in_parent=lambda: order.append('parent'),
                       after_in_child=lambda: order.append('child'))
sys.stdout.flush()
pid = posix.fork()
if pid == 0:
    posix._exit(7 if order == ['before', 'child'] else 1)
_, status = posix.waitpid(pid, 0)
print(posix.WIFEXITED(status), posix.WEXITSTATUS(status), posix.waitstatus_to_exitcode(status), order)
pid = posix.fork()
if pid == 0:
    posix.kill(posix.getpid(), 9)
_, status = posix.waitpid(pid, 0)
print(posix.WIFSIGNALED(status), posix.WTERMSIG(status), posix.waitstatus_to_exitcode(status))
try:
    posix.waitpid(-1, 0)
except ChildProcessError as e:
    print(e)
