# The module stat: types, permissions, filemode.
import os
import stat

for mode in 0, 0o100644, 0o040755, 0o120777, 0o104755, 0o102611, 0o041777, 0o041666, 0o010600, 0o020620, 0o060660, 0o140000, 0o177777, 0o106000:
    kinds = [name for name in dir(stat) if name.startswith("S_IS") and callable(getattr(stat, name)) and getattr(stat, name)(mode)]
    print(oct(mode), stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)), kinds)
print({name: value for name, value in sorted(vars(stat).items()) if name[0].isupper() and name.isupper() and isinstance(value, int)})
print(os.stat("/")[stat.ST_MODE] == os.stat("/").st_mode)
