# Groups are printed in boxes, nested, with causes inside, cut at fifteen.
import sys
sys.stderr = sys.stdout
def show(e):
    sys.excepthook(type(e), e, None)
    print('---')
V = ValueError
show(ExceptionGroup('one', [V(1)]))
show(ExceptionGroup('two', [V(1), KeyError('k')]))
show(ExceptionGroup('nested', [V(1), ExceptionGroup('in', [V(2), ExceptionGroup('deep', [V(3)])]), V(4)]))
show(ExceptionGroup('last nested', [V(1), ExceptionGroup('in', [V(2)])]))
show(ExceptionGroup('many', [V(i) for i in range(18)]))
show(ExceptionGroup('sixteen', [V(i) for i in range(16)]))
e = V('with cause')
e.__cause__ = KeyError('the cause')
f = V('with note\nand line')
f.add_note('note 1')
f.add_note('note 2\nmore')
g = ExceptionGroup('mixed', [e, f])
g.add_note('group note')
g.__context__ = OSError('context of the group')
show(g)
d = V('deepest')
for i in range(14):
    d = ExceptionGroup('level %d' % i, [d])
show(d)
show(BaseExceptionGroup('base', [KeyboardInterrupt(), SystemExit(3)]))
