# The tables of stringprep: how many characters below U+30000 are in each, and samples of the mappings.
import stringprep

characters = list(map(chr, [*range(0, 0x3400), *range(0xD7F0, 0xE010), *range(0xF900, 0x10000), *range(0x1D000, 0x1D200), *range(0xE0000, 0xE0100)]))
for name in sorted(vars(stringprep)):
    function = getattr(stringprep, name)
    if name.startswith("in_table"):
        found = [char for char in characters if function(char)]
        print(name, len(found), ascii(found[:2]), ascii(found[-1:]))
    elif name.startswith("map_table"):
        changed = [(char, function(char)) for char in characters if function(char) != char]
        print(name, len(changed), ascii(changed[::60]))
