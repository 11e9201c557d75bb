"""time.strptime() and datetime.strptime(): dates and times by a format, in the language of the locale.

A format becomes a regular expression with a group for each directive (TimeRE), and what the groups matched becomes the
fields of a time tuple.  Compiled formats are kept for as long as the locale and the time zone stay the same.
"""

import time
from _locale import LC_TIME, setlocale
from _thread import allocate_lock
from datetime import date, timedelta, timezone
from re import IGNORECASE
from re import compile as re_compile
from re import escape as re_escape

__all__ = []


def _getlang():
    """The locale of LC_TIME as locale.getlocale() names it."""
    if setlocale(LC_TIME, None) in ('C', 'POSIX'):
        return None, None
    from locale import getlocale
    return getlocale(LC_TIME)


class LocaleTime(object):
    """How the locale writes dates and times, in lower case.

    lang: what _getlang() said
    f_weekday, a_weekday: names of the days from Monday, in full and short
    f_month, a_month: names of the months, the first of them at 1
    am_pm: the two halves of the day
    LC_date_time, LC_date, LC_time: %c, %x and %X in terms of other directives
    timezone: two sets of names of the time zone, without and with daylight saving
    tzname, daylight: time.tzname and time.daylight that these were made from
    """

    def __init__(self):
        self.lang = _getlang()
        week = [_moment(day=15 + i, weekday=i) for i in range(7)]
        self.a_weekday = [time.strftime('%a', day).lower() for day in week]
        self.f_weekday = [time.strftime('%A', day).lower() for day in week]
        year = [_moment(month=i + 1) for i in range(12)]
        self.a_month = ['', *(time.strftime('%b', month).lower() for month in year)]
        self.f_month = ['', *(time.strftime('%B', month).lower() for month in year)]
        self.am_pm = [time.strftime('%p', _moment(hour=hour)).lower() for hour in (1, 22)]
        self._find_timezones()
        self.LC_date_time = self._directives_of('%c')
        self.LC_date = self._directives_of('%x')
        self.LC_time = self._directives_of('%X')
        if _getlang() != self.lang:
            raise ValueError("locale changed during initialization")
        if (time.tzname, time.daylight) != (self.tzname, self.daylight):
            raise ValueError("timezone changed during initialization")

    def _find_timezones(self):
        time.tzset()
        self.tzname = time.tzname
        self.daylight = time.daylight
        standard, saving = (name.lower() for name in self.tzname)
        self.timezone = (frozenset({'utc', 'gmt', standard}), frozenset({saving} if self.daylight else ()))

    def _directives_of(self, directive):
        """The format that a directive stands for: what it makes of a moment no two parts of which look alike."""
        text = time.strftime(directive, _moment()).lower()
        parts = [('%', '%%'), (self.f_weekday[2], '%A'), (self.f_month[3], '%B'), (self.a_weekday[2], '%a'),
                 (self.a_month[3], '%b'), (self.am_pm[1], '%p'), ('1999', '%Y'), ('99', '%y'), ('22', '%H'), ('44', '%M'),
                 ('55', '%S'), ('76', '%j'), ('17', '%d'), ('03', '%m'), ('3', '%m'), ('2', '%w'), ('10', '%I')]
        parts += [(zone, '%Z') for zones in self.timezone for zone in zones]
        for part, meaning in parts:
            if part:
                text = text.replace(part, meaning)
        # Whether the 11th week is counted from Sundays or Mondays shows in a year that begins with a Sunday.
        starts_sunday = '00' in time.strftime(directive, (1999, 1, 3, 1, 1, 1, 6, 3, 0))
        return text.replace('11', '%W' if starts_sunday else '%U')


def _moment(month=3, day=17, hour=22, weekday=2):
    return (1999, month, day, hour, 44, 55, weekday, 76, 0)


_FIELDS = {
    'd': r'3[01]|[12]\d|0?[1-9]| [1-9]',
    'f': r'[0-9]{1,6}',
    'H': r'2[0-3]|[01]?\d',
    'I': r'1[0-2]|0?[1-9]',
    'G': r'\d{4}',
    'j': r'36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0?[1-9]',
    'm': r'1[0-2]|0?[1-9]',
    'M': r'[0-5]?\d',
    'S': r'6[01]|[0-5]?\d',
    'U': r'5[0-3]|[0-4]?\d',
    'W': r'5[0-3]|[0-4]?\d',
    'w': r'[0-6]',
    'u': r'[1-7]',
    'V': r'5[0-3]|0[1-9]|[1-4]\d|\d',
    'y': r'\d\d',
    'Y': r'\d{4}',
    'z': r'[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)',
}

_SPECIAL = frozenset('\\.^$*+?(){}[]|')


class TimeRE(dict):
    """Directive -> the regular expression of what it matches, as a group of its name."""

    def __init__(self, locale_time=None):
        self.locale_time = names = locale_time or LocaleTime()
        super().__init__((directive, f'(?P<{directive}>{expression})') for directive, expression in _FIELDS.items())
        for directive, words in (('A', names.f_weekday), ('a', names.a_weekday), ('B', names.f_month[1:]),
                                 ('b', names.a_month[1:]), ('p', names.am_pm),
                                 ('Z', (zone for zones in names.timezone for zone in zones))):
            self[directive] = self._any_of(words, directive)
        self['%'] = '%'
        for directive, meaning in (('c', names.LC_date_time), ('x', names.LC_date), ('X', names.LC_time)):
            self[directive] = self.pattern(meaning)

    @staticmethod
    def _any_of(words, directive):
        """A group for any of the words, the longest first: some begin with others.  '' when there are none."""
        words = sorted(words, key=len, reverse=True)
        if not any(words):
            return ''
        return f'(?P<{directive}>{"|".join(map(re_escape, words))})'

    def pattern(self, format):
        """The regular expression of a format.  KeyError for an unknown directive, IndexError for a '%' at its end."""
        pieces = []
        directives = set()
        i = 0
        while i < len(format):
            char = format[i]
            i += 1
            if char == '%':
                # What must be escaped is no directive, either, and is reported as the percent sign's fault.
                directive = '\\' if format[i].isspace() or format[i] in _SPECIAL else format[i]
                pieces.append(self[directive])
                directives.add(directive)
                i += 1
            elif char.isspace():
                while i < len(format) and format[i].isspace():
                    i += 1
                pieces.append(r'\s+')
            else:
                pieces.append('\\' + char if char in _SPECIAL else char)
        if 'd' in directives and directives.isdisjoint('YyG'):
            _warn_of_missing_year()
        return ''.join(pieces)

    def compile(self, format):
        """The compiled regular expression of a format."""
        return re_compile(self.pattern(format), IGNORECASE)


def _warn_of_missing_year():
    from _warnings import warn
    warn("""\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647.""",
         DeprecationWarning, skip_file_prefixes=(__file__,))


# ---- the formats that were compiled last ----

_cache_lock = allocate_lock()
_TimeRE_cache = TimeRE()
_CACHE_MAX_SIZE = 5
_regex_cache = {}


def _compiled(format):
    """The regular expression of a format and the LocaleTime behind it."""
    global _TimeRE_cache
    with _cache_lock:
        names = _TimeRE_cache.locale_time
        if (_getlang(), time.tzname, time.daylight) != (names.lang, names.tzname, names.daylight):
            _TimeRE_cache = TimeRE()
            _regex_cache.clear()
            names = _TimeRE_cache.locale_time
        if len(_regex_cache) > _CACHE_MAX_SIZE:
            _regex_cache.clear()
        regex = _regex_cache.get(format)
        if regex is None:
            regex = _regex_cache[format] = _compile(format)
    return regex, names


def _compile(format):
    try:
        return _TimeRE_cache.compile(format)
    except KeyError as unknown:
        directive = unknown.args[0]
        if directive == '\\':
            directive = '%'
        raise ValueError(f"'{directive}' is a bad directive in format '{format}'") from None
    except IndexError:
        raise ValueError(f"stray % in format '{format}'") from None


# ---- fields ----

def _calc_julian_from_U_or_W(year, week_of_year, day_of_week, week_starts_Mon):
    """The day of the year of a day in a week of %U or %W; days of week 0 may lie in the year before (<= 0)."""
    first_weekday = date(year, 1, 1).weekday()
    if not week_starts_Mon:
        first_weekday = (first_weekday + 1) % 7
        day_of_week = (day_of_week + 1) % 7
    if week_of_year == 0:
        return 1 + day_of_week - first_weekday
    week_0_length = (7 - first_weekday) % 7
    return 1 + week_0_length + 7 * (week_of_year - 1) + day_of_week


def _last(found, directives):
    """The one of the directives that stands last in the format: that one counts.  '' when there is none."""
    for directive in reversed(found):
        if directive in directives:
            return directive
    return ''


def _hour(found, names):
    match _last(found, 'HI'):
        case 'H':
            return int(found['H'])
        case 'I':
            hour = int(found['I'])
            half = found.get('p', '').lower()
            if half in ('', names.am_pm[0]):
                return hour % 12
            return hour % 12 + 12 if half == names.am_pm[1] else hour
    return 0


def _month(found, names):
    match _last(found, 'mBb'):
        case 'm':
            return int(found['m'])
        case 'B':
            return names.f_month.index(found['B'].lower())
        case 'b':
            return names.a_month.index(found['b'].lower())
    return 1


def _weekday(found, names):
    """From Monday as 0; None when nothing says it."""
    match _last(found, 'Aawu'):
        case 'A':
            return names.f_weekday.index(found['A'].lower())
        case 'a':
            return names.a_weekday.index(found['a'].lower())
        case 'w':
            return (int(found['w']) - 1) % 7
        case 'u':
            return int(found['u']) - 1
    return None


def _year(found):
    """None when nothing says it."""
    match _last(found, 'yY'):
        case 'y':
            year = int(found['y'])
            return year + (2000 if year <= 68 else 1900)  # as POSIX has it
        case 'Y':
            return int(found['Y'])
    return None


def _offset(found):
    """Seconds and microseconds of %z; (None, 0) without one."""
    text = found.get('z')
    if text is None:
        return None, 0
    if text == 'Z':
        return 0, 0
    if text[3] == ':':
        digits = text[:3] + text[4:]
        if len(digits) > 5:
            if digits[5] != ':':
                raise ValueError(f"Inconsistent use of : in {text}")
            digits = digits[:5] + digits[6:]
    else:
        digits = text
    seconds = int(digits[1:3]) * 3600 + int(digits[3:5]) * 60 + int(digits[5:7] or 0)
    microseconds = int(digits[8:].ljust(6, '0'))
    return (-seconds, -microseconds) if text[0] == '-' else (seconds, microseconds)


def _is_dst(found, names):
    """1 or 0 when %Z says it, else -1."""
    if 'Z' not in found:
        return -1
    zone = found['Z'].lower()
    for is_dst, zones in enumerate(names.timezone):
        if zone in zones:
            # One name for both says nothing.
            if time.tzname[0] == time.tzname[1] and time.daylight and zone not in ('utc', 'gmt'):
                break
            return is_dst
    return -1


def _check_iso_week(found, weekday):
    """The directives of ISO weeks only make sense together."""
    if 'G' in found:
        if 'j' in found:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if 'V' not in found or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
    elif 'V' in found:
        if _year(found) is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
                             "directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")


def _day_of_year_of_week(found, year, weekday):
    """(year, day of the year) of a day given by its week; the day is None when none is given."""
    if 'j' in found:
        return year, int(found['j'])
    week = _last(found, 'UW')
    if week and weekday is not None:
        day = _calc_julian_from_U_or_W(year, int(found[week]), weekday, week == 'W')
        if day <= 0:
            year -= 1
            day += (date(year + 1, 1, 1) - date(year, 1, 1)).days
        return year, day
    if 'G' in found:
        day = date.fromisocalendar(int(found['G']), int(found['V']), weekday + 1)
        return day.year, day.timetuple().tm_yday
    return year, None


def _date(found, names):
    """Year, month, day, weekday and day of the year, each from the others where it is not given."""
    weekday = _weekday(found, names)
    _check_iso_week(found, weekday)
    year, month, day = _year(found), _month(found, names), int(found.get('d', 1))
    # The year that stands for a missing one has no 29 February: calculate with one that has.
    leap_day_of_no_year = year is None and (month, day) == (2, 29)
    if year is None:
        year = 1904 if leap_day_of_no_year else 1900
    year, day_of_year = _day_of_year_of_week(found, year, weekday)
    if day_of_year is None:
        when = date(year, month, day)
        day_of_year = when.toordinal() - date(year, 1, 1).toordinal() + 1
    else:
        when = date.fromordinal(day_of_year - 1 + date(year, 1, 1).toordinal())
    if weekday is None:
        weekday = when.weekday()
    return 1900 if leap_day_of_no_year else when.year, when.month, when.day, weekday, day_of_year


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """The fields of a time tuple with zone name and offset, the microseconds, and those of the offset."""
    for index, text in enumerate((data_string, format)):
        if not isinstance(text, str):
            raise TypeError(f"strptime() argument {index} must be str, not {type(text)}")
    regex, names = _compiled(format)
    match = regex.match(data_string)
    if match is None:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if match.end() != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[match.end():]}")
    found = match.groupdict()
    offset, offset_fraction = _offset(found)
    year, month, day, weekday, day_of_year = _date(found, names)
    fields = (year, month, day, _hour(found, names), int(found.get('M', 0)), int(found.get('S', 0)), weekday, day_of_year,
              _is_dst(found, names), found.get('Z'), offset)
    return fields, int(found.get('f', '0').ljust(6, '0')), offset_fraction


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """What time.strptime() returns."""
    return time.struct_time(_strptime(data_string, format)[0])


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """What datetime.strptime() returns: an instance of the datetime class cls."""
    fields, microsecond, offset_fraction = _strptime(data_string, format)
    zone_name, offset = fields[-2:]
    if offset is None:
        return cls(*fields[:6], microsecond)
    offset = timedelta(seconds=offset, microseconds=offset_fraction)
    return cls(*fields[:6], microsecond, timezone(offset, zone_name) if zone_name else timezone(offset))
