"""CPython's name for the part of stat that it has in C; here both are one."""
from stat import *
