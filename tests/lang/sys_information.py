# What sys says about the interpreter.
import sys
print(sys.version_info[:3], sys.version_info.releaselevel, sys.hexversion >= 0x030D0000, sys.maxsize == 2 ** 63 - 1, sys.maxunicode)
print(sys.byteorder, sys.platform, sys.float_info.max, sys.float_info.dig, sys.hash_info.modulus == 2 ** 61 - 1, sys.int_info.default_max_str_digits)
print(type(sys.flags).__name__, sys.flags.optimize, len(sys.flags), sys.flags.gil)
print('sys' in sys.builtin_module_names, 'os' in sys.stdlib_module_names, sys.getdefaultencoding(), sys.getfilesystemencoding())
for type_ in (type(sys.version_info), type(sys.flags)):
    try:
        type_()
    except TypeError as e:
        print(e)
