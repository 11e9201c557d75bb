# Audit hooks see events with their arguments.
import sys
seen = []
def hook(event, arguments):
    if event.startswith('test.'):
        seen.append((event, arguments))
sys.addaudithook(hook)
sys.audit('test.one', 1, 'two')
sys.audit('test.none')
print(seen)
try:
    sys.audit(5)
except TypeError as e:
    print(e)
