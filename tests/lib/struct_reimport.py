# struct.error stays one class when the module in C is imported again.
# weft only: elsewhere each copy of the module has its own
import struct
import sys

old = sys.modules.pop("_struct")
import _struct

for pack in old.pack, _struct.pack, struct.pack:
    try:
        pack("no such format", 1)
    except struct.error as error:
        print(error)
print(_struct.error is struct.error)
