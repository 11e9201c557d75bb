# A program that puts something else into sys.modules' place harms itself only.
import sys

kept = sys.modules
sys.modules = 5
try:
    import colorsys
except (AttributeError, TypeError):
    pass
sys.modules = kept
import string
print(string.digits)

sys.modules = {}
try:
    import colorsys
except Exception as error:
    print(type(error))
print(type(sys.modules))
