# Cycles are collected without being asked.
import gc
class C:
    count = 0
    def __init__(self):
        C.count += 1
        self.me = self
    def __del__(self):
        C.count -= 1
for i in range(20000):
    C()
print(C.count < 10000)
gc.collect()
print(C.count)
