# StopIteration keeps its first argument in value; SystemExit keeps all of them in code.
print(StopIteration().value, StopIteration(1, 2).value, StopIteration(1, 2).args)
print(SystemExit().code, SystemExit(3).code, SystemExit(1, 2).code)
e = StopIteration(7)
e.value = 8
print(e.value, e.args)
del e.value
print(e.value)
