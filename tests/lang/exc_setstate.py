# __setstate__ sets attributes; copy and pickle go through __reduce__.
import copy
e = ValueError(1)
e.x = 2
f = copy.copy(e)
print(type(f), f.args, f.x)
print(e.__setstate__({'y': 3}), e.y, e.__setstate__(None))
