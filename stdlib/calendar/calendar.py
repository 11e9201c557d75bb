"""Calendars as lists, as text and as HTML; `python -m calendar` prints one.

Weeks start on Monday unless setfirstweekday() or a Calendar's own setting says otherwise.  Names of days and months are
those of the locale that is current when they are asked for.
"""

import datetime
import sys
from enum import IntEnum, global_enum
from itertools import repeat

__all__ = ["IllegalMonthError", "IllegalWeekdayError", "setfirstweekday",
           "firstweekday", "isleap", "leapdays", "weekday", "monthrange",
           "monthcalendar", "prmonth", "month", "prcal", "calendar",
           "timegm", "month_name", "month_abbr", "day_name", "day_abbr",
           "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar",
           "LocaleHTMLCalendar", "weekheader",
           "Day", "Month", "JANUARY", "FEBRUARY", "MARCH",
           "APRIL", "MAY", "JUNE", "JULY",
           "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
           "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY",
           "SATURDAY", "SUNDAY"]

error = ValueError


class IllegalMonthError(ValueError):
    """A month that is not 1 to 12."""

    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f"bad month number {self.month!r}; must be 1-12"


class IllegalWeekdayError(ValueError):
    """A weekday that is not 0 to 6."""

    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f"bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)"


def __getattr__(name):
    if name in ('January', 'February'):
        import warnings
        warnings.warn(f"The '{name}' attribute is deprecated, use '{name.upper()}' instead",
                      DeprecationWarning, stacklevel=2)
        return 1 if name == 'January' else 2
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


@global_enum
class Month(IntEnum):
    """The months of a year."""
    JANUARY = 1
    FEBRUARY = 2
    MARCH = 3
    APRIL = 4
    MAY = 5
    JUNE = 6
    JULY = 7
    AUGUST = 8
    SEPTEMBER = 9
    OCTOBER = 10
    NOVEMBER = 11
    DECEMBER = 12


@global_enum
class Day(IntEnum):
    """The days of a week."""
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class _names:
    """Names by number in the current locale: dates are formatted each time, nothing is kept."""

    def __init__(self, format):
        self.format = format

    def __getitem__(self, i):
        dates = self._dates[i]
        if isinstance(i, slice):
            return [self._name(date) for date in dates]
        return self._name(dates)

    def __len__(self):
        return len(self._dates)

    def _name(self, date):
        return date.strftime(self.format) if date else ''


class _localized_month(_names):
    _dates = [None, *(datetime.date(2001, i, 1) for i in range(1, 13))]


class _localized_day(_names):
    _dates = [datetime.date(2001, 1, i) for i in range(1, 8)]  # begins with a Monday


day_name = _localized_day('%A')
day_abbr = _localized_day('%a')
month_name = _localized_month('%B')
month_abbr = _localized_month('%b')


# ---- years, months and days ----

def isleap(year):
    """Whether year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    """The number of leap years in range(y1, y2)."""
    def before(year):
        year -= 1
        return year // 4 - year // 100 + year // 400
    return before(y2) - before(y1)


def weekday(year, month, day):
    """The Day of a date.  The pattern repeats every 400 years, so years that datetime has not are fine, too."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return Day(datetime.date(year, month, day).weekday())


def monthrange(year, month):
    """The weekday of the first day of a month, and the number of its days."""
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _monthlen(year, month)


def _monthlen(year, month):
    return mdays[month] + (month == 2 and isleap(year))


def _prevmonth(year, month):
    return (year - 1, 12) if month == 1 else (year, month - 1)


def _nextmonth(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _in_rows(items, width):
    """The items in lists of width each, as long as they last."""
    return [items[i:i + width] for i in range(0, len(items), width)]


class Calendar(object):
    """Days of months and years in weeks; shows nothing by itself."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday  # 0: Monday

    def getfirstweekday(self):
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday):
        self._firstweekday = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        """The weekdays of a week, beginning with the first."""
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def itermonthdates(self, year, month):
        """The dates of a month; whole weeks, so that dates of the months around it come, too."""
        for year, month, day in self.itermonthdays3(year, month):
            yield datetime.date(year, month, day)

    def _padding(self, year, month):
        """The length of a month, and the days before and behind it that make its weeks whole."""
        first, length = monthrange(year, month)
        return length, (first - self.firstweekday) % 7, (self.firstweekday - first - length) % 7

    def itermonthdays(self, year, month):
        """Like itermonthdates(), day numbers; 0 outside the month."""
        length, before, behind = self._padding(year, month)
        yield from repeat(0, before)
        yield from range(1, length + 1)
        yield from repeat(0, behind)

    def itermonthdays2(self, year, month):
        """Like itermonthdates(), (day number, weekday); number 0 outside the month."""
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdays3(self, year, month):
        """Like itermonthdates(), (year, month, day); knows years that datetime has not."""
        length, before, behind = self._padding(year, month)
        previous = _prevmonth(year, month)
        previous_length = _monthlen(*previous)
        for day in range(previous_length - before + 1, previous_length + 1):
            yield *previous, day
        for day in range(1, length + 1):
            yield year, month, day
        following = _nextmonth(year, month)
        for day in range(1, behind + 1):
            yield *following, day

    def itermonthdays4(self, year, month):
        """Like itermonthdates(), (year, month, day, weekday); knows years that datetime has not."""
        for i, (year, month, day) in enumerate(self.itermonthdays3(year, month)):
            yield year, month, day, (self.firstweekday + i) % 7

    def monthdatescalendar(self, year, month):
        """The weeks of a month, each seven dates."""
        return _in_rows(list(self.itermonthdates(year, month)), 7)

    def monthdays2calendar(self, year, month):
        """The weeks of a month, each seven (day number, weekday); number 0 outside the month."""
        return _in_rows(list(self.itermonthdays2(year, month)), 7)

    def monthdayscalendar(self, year, month):
        """The weeks of a month, each seven day numbers; 0 outside the month."""
        return _in_rows(list(self.itermonthdays(year, month)), 7)

    def yeardatescalendar(self, year, width=3):
        """Rows of width months, which are lists of weeks as of monthdatescalendar()."""
        return _in_rows([self.monthdatescalendar(year, m) for m in Month], width)

    def yeardays2calendar(self, year, width=3):
        """Rows of width months, which are lists of weeks as of monthdays2calendar()."""
        return _in_rows([self.monthdays2calendar(year, m) for m in Month], width)

    def yeardayscalendar(self, year, width=3):
        """Rows of width months, which are lists of weeks as of monthdayscalendar()."""
        return _in_rows([self.monthdayscalendar(year, m) for m in Month], width)


# ---- as text ----

class TextCalendar(Calendar):
    """Calendars as plain text, as the Unix program cal shows them.

    w is the width of a day, l the number of lines of a week, c the space between months, m the months in a row.
    """

    def prweek(self, theweek, width):
        """Print a week, without a newline."""
        print(self.formatweek(theweek, width), end='')

    def formatday(self, day, weekday, width):
        """A day number, or nothing for 0, in the middle of width characters."""
        return (f'{day:2}' if day else '').center(width)

    def formatweek(self, theweek, width):
        """A week on one line, without a newline."""
        return ' '.join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day, width):
        """The name of a weekday, short unless there is room."""
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        """The names of the days of a week on one line."""
        return ' '.join(self.formatweekday(i, width) for i in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        """The name of a month, with the year if that is wanted, in the middle of width characters."""
        name = month_name[themonth]
        return (f'{name} {theyear!r}' if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        """Print a month."""
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def formatmonth(self, theyear, themonth, w=0, l=0):
        """The lines of a month, in one text."""
        w = max(2, w)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1), self.formatweekheader(w)]
        lines += [self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth)]
        return self._in_lines(lines, max(1, l))

    @staticmethod
    def _in_lines(lines, n_newlines):
        return ''.join(line.rstrip() + '\n' * n_newlines for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        """The lines of a year, in one text."""
        w, l, c = max(2, w), max(1, l), max(2, c)
        width = (w + 1) * 7 - 1
        lines = [repr(theyear).center(width * m + c * (m - 1))]
        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, m * i + 1 + len(row))
            lines += ['', formatstring((self.formatmonthname(theyear, k, width, False) for k in months), width, c),
                      formatstring((self.formatweekheader(w) for k in months), width, c)]
            for j in range(max(map(len, row))):
                weeks = (self.formatweek(weeks[j], w) if j < len(weeks) else '' for weeks in row)
                lines.append(formatstring(weeks, width, c))
        return self._in_lines(lines, l)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        """Print a year."""
        print(self.formatyear(theyear, w, l, c, m), end='')


# ---- as HTML ----

class HTMLCalendar(Calendar):
    """Calendars as HTML tables; the class attributes are the CSS classes in them."""

    cssclasses = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    cssclasses_weekday_head = cssclasses
    cssclass_noday = "noday"
    cssclass_month_head = "month"
    cssclass_month = "month"
    cssclass_year_head = "year"
    cssclass_year = "year"

    def formatday(self, day, weekday):
        """A day as a table cell, empty for 0."""
        if day == 0:
            return f'<td class="{self.cssclass_noday}">&nbsp;</td>'
        return f'<td class="{self.cssclasses[weekday]}">{day:d}</td>'

    def formatweek(self, theweek):
        """A week as a table row."""
        return f"<tr>{''.join(self.formatday(day, weekday) for day, weekday in theweek)}</tr>"

    def formatweekday(self, day):
        """The name of a weekday as a table header."""
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        """The names of the days of a week as a table row."""
        return f"<tr>{''.join(self.formatweekday(i) for i in self.iterweekdays())}</tr>"

    def formatmonthname(self, theyear, themonth, withyear=True):
        """The name of a month, with the year if that is wanted, as a table row."""
        title = f'{month_name[themonth]} {theyear}' if withyear else month_name[themonth]
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{title}</th></tr>'

    @staticmethod
    def _table(css_class):
        return f'<table border="0" cellpadding="0" cellspacing="0" class="{css_class}">\n'

    def formatmonth(self, theyear, themonth, withyear=True):
        """A month as a table."""
        rows = [self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        rows += map(self.formatweek, self.monthdays2calendar(theyear, themonth))
        return self._table(self.cssclass_month) + '\n'.join(rows) + '\n</table>\n'

    def formatyear(self, theyear, width=3):
        """A year as a table of tables, width months in a row."""
        width = max(width, 1)
        parts = [self._table(self.cssclass_year),
                 f'<tr><th colspan="{width}" class="{self.cssclass_year_head}">{theyear}</th></tr>']
        for months in _in_rows(list(Month), width):
            cells = (f'<td>{self.formatmonth(theyear, m, withyear=False)}</td>' for m in months)
            parts.append(f"<tr>{''.join(cells)}</tr>")
        return ''.join(parts) + '</table>'

    def formatyearpage(self, theyear, width=3, css='calendar.css', encoding=None):
        """A whole HTML page with the calendar of a year, as bytes."""
        if encoding is None:
            encoding = sys.getdefaultencoding()
        style = '' if css is None else f'<link rel="stylesheet" type="text/css" href="{css}" />\n'
        page = f'''<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />
{style}<title>Calendar for {theyear}</title>
</head>
<body>
{self.formatyear(theyear, width)}</body>
</html>
'''
        return page.encode(encoding, "xmlcharrefreplace")


# ---- in another language ----

class different_locale:
    """A context in which LC_TIME is another locale.  It is the whole process that changes."""

    def __init__(self, locale):
        self.locale = locale
        self.oldlocale = None

    def __enter__(self):
        import locale
        self.oldlocale = locale.setlocale(locale.LC_TIME, None)
        locale.setlocale(locale.LC_TIME, self.locale)

    def __exit__(self, *args):
        if self.oldlocale is None:
            return
        import locale
        locale.setlocale(locale.LC_TIME, self.oldlocale)


def _get_default_locale():
    """The current LC_TIME; what the environment says as long as nobody has set it."""
    import locale
    name = locale.setlocale(locale.LC_TIME, None)
    if name == "C":
        with different_locale(""):
            name = locale.setlocale(locale.LC_TIME, None)
    return name


class LocaleTextCalendar(TextCalendar):
    """A TextCalendar with the names of a locale, the user's own by default."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _get_default_locale() if locale is None else locale

    def formatweekday(self, day, width):
        with different_locale(self.locale):
            return super().formatweekday(day, width)

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        with different_locale(self.locale):
            return super().formatmonthname(theyear, themonth, width, withyear)


class LocaleHTMLCalendar(HTMLCalendar):
    """An HTMLCalendar with the names of a locale, the user's own by default."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = _get_default_locale() if locale is None else locale

    def formatweekday(self, day):
        with different_locale(self.locale):
            return super().formatweekday(day)

    def formatmonthname(self, theyear, themonth, withyear=True):
        with different_locale(self.locale):
            return super().formatmonthname(theyear, themonth, withyear)


# ---- the functions of the module are methods of one calendar ----

c = TextCalendar()

firstweekday = c.getfirstweekday


def setfirstweekday(firstweekday):
    """Make a weekday (0: Monday) the first of the week for the functions of the module."""
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


monthcalendar = c.monthdayscalendar
prweek = c.prweek
week = c.formatweek
weekheader = c.formatweekheader
prmonth = c.prmonth
month = c.formatmonth
calendar = c.formatyear
prcal = c.pryear

_colwidth = 7 * 3 - 1
_spacing = 6


def format(cols, colwidth=_colwidth, spacing=_spacing):
    """Print texts side by side."""
    print(formatstring(cols, colwidth, spacing))


def formatstring(cols, colwidth=_colwidth, spacing=_spacing):
    """Texts side by side, each in the middle of colwidth characters, with spacing between."""
    return (' ' * spacing).join(text.center(colwidth) for text in cols)


EPOCH = 1970
_EPOCH_ORD = datetime.date(EPOCH, 1, 1).toordinal()


def timegm(tuple):
    """The seconds since the epoch of a time tuple in UTC: the inverse of time.gmtime()."""
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - _EPOCH_ORD + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


# ---- the program ----

def _argument_parser():
    import argparse
    parser = argparse.ArgumentParser()
    text = parser.add_argument_group('text only arguments')
    html = parser.add_argument_group('html only arguments')
    text.add_argument("-w", "--width", type=int, default=2, help="width of date column (default 2)")
    text.add_argument("-l", "--lines", type=int, default=1, help="number of lines for each week (default 1)")
    text.add_argument("-s", "--spacing", type=int, default=6, help="spacing between months (default 6)")
    text.add_argument("-m", "--months", type=int, default=3, help="months per row (default 3)")
    html.add_argument("-c", "--css", default="calendar.css", help="CSS to use for page")
    parser.add_argument("-L", "--locale", default=None, help="locale to use for month and weekday names")
    parser.add_argument("-e", "--encoding", default=None, help="encoding to use for output")
    parser.add_argument("-t", "--type", default="text", choices=("text", "html"), help="output type (text or html)")
    parser.add_argument("-f", "--first-weekday", type=int, default=0,
                        help="weekday (0 is Monday, 6 is Sunday) to start each week (default 0)")
    parser.add_argument("year", nargs='?', type=int, help="year number")
    parser.add_argument("month", nargs='?', type=int, help="month number (1-12, text only)")
    return parser


def _text_of(options, year):
    kind = LocaleTextCalendar(locale=options.locale) if options.locale else TextCalendar()
    kind.setfirstweekday(options.first_weekday)
    if options.month is not None:
        return kind.formatmonth(year, options.month, options.width, options.lines)
    return kind.formatyear(year, options.width, options.lines, options.spacing, options.months)


def _html_of(options, year):
    kind = LocaleHTMLCalendar(locale=options.locale) if options.locale else HTMLCalendar()
    kind.setfirstweekday(options.first_weekday)
    encoding = sys.getdefaultencoding() if options.encoding is None else options.encoding
    return kind.formatyearpage(year, encoding=encoding, css=options.css)


def main(args=None):
    parser = _argument_parser()
    options = parser.parse_args(args)
    if options.locale and not options.encoding:
        parser.error("if --locale is specified --encoding is required")
    if options.type == "html" and options.month:
        parser.error("incorrect number of arguments")
    year = datetime.date.today().year if options.year is None else options.year
    if options.type == "html":
        sys.stdout.buffer.write(_html_of(options, year))
        return
    text = _text_of(options, year)
    if options.encoding:
        sys.stdout.buffer.write(text.encode(options.encoding))
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
