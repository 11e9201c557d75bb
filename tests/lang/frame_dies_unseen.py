# What dies with a frame runs without it: a weakref callback does not find the frame that is going.
import sys, weakref

class Thing:
    pass

def callback(ref):
    print("callback from", sys._getframe().f_back.f_code.co_name)

def function():
    thing = Thing()
    return weakref.ref(thing, callback)

def generator():
    thing = Thing()
    yield weakref.ref(thing, callback)

print(function()())
print(list(generator())[0]())
