# A module that another thread was importing at the time of a fork can be imported in the child.
# weft only
import os
import sys
import _thread
import time

folder = os.getcwd()
sys.path.insert(0, folder)
with open(os.path.join(folder, 'slow.py'), 'w') as file:
    file.write('import sys, time\nif sys.argv[0] != "child":\n    sys.argv[0] = "begun"\n    time.sleep(1)\nvalue = 5\n')


def load():
    import slow


_thread.start_new_thread(load, ())
while sys.argv[0] != 'begun':
    time.sleep(0.01)
pid = os.fork()
if pid == 0:
    sys.argv[0] = 'child'
    sys.modules.pop('slow', None)
    import slow
    os._exit(slow.value)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
