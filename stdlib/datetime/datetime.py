"""Dates, times of day, durations and time zones.

The types are in C.  A library that brings the classes in Python (CPython's `_pydatetime`) is only used
when somebody keeps `_datetime` from being imported, as tests do to compare the two.
"""

try:
    from _datetime import *
    from _datetime import __doc__
except ImportError:
    from _pydatetime import *
    from _pydatetime import __doc__

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")
