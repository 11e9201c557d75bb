# At the end: atexit functions, then finalisers that still see their module.
import atexit
class Thing:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('gone', self.name, prefix)
prefix = 'with globals'
first, second = Thing('first'), Thing('second')
loop = [Thing('in a loop')]
loop.append(loop)
atexit.register(print, 'atexit')
print('end of script')
