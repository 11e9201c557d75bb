# displayhook and excepthook can be called and replaced.
import sys, builtins
sys.displayhook(5)
sys.displayhook(None)
print(builtins._)
print(sys.__displayhook__ is sys.displayhook, sys.__excepthook__ is sys.excepthook)
def hook(type_, value, traceback):
    print('hook', type_.__name__, value, traceback.tb_lineno)
sys.excepthook = hook
raise ValueError('last')
