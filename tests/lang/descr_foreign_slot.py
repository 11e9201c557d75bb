# A slot descriptor put into an unrelated class refuses its instances, however often it is asked.
class A:
    __slots__ = ("x",)
class B:
    y = A.x
b = B()
seen = set()
for i in range(100):
    try:
        b.y
        seen.add("read")
    except TypeError as e:
        seen.add(str(e))
    try:
        b.y = 5
        seen.add("written")
    except TypeError as e:
        seen.add(str(e))
print(seen)
