# Calendars as lists, text and HTML, and what the module's functions say of years, months and days.
import calendar
import time

print(calendar.month(2024, 2), calendar.TextCalendar(6).formatmonth(2024, 2, 4, 2), calendar.calendar(2023, m=4, c=2), sep='')
print(calendar.HTMLCalendar(3).formatmonth(1999, 12), calendar.HTMLCalendar().formatyearpage(2024, 5, None, 'ascii').decode()[:700])
week = calendar.Calendar(firstweekday=9)
print(week.firstweekday, list(week.iterweekdays()), list(week.itermonthdates(2024, 2))[0], list(week.itermonthdays(9999, 12)))
print(list(week.itermonthdays2(2024, 2))[:4], list(week.itermonthdays3(2024, 1))[:4], list(week.itermonthdays4(10000, 1))[-3:])
print(calendar.monthcalendar(2021, 2), week.yeardayscalendar(2021, 6)[1][5], len(week.yeardatescalendar(2021, 5)))
print(calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.monthrange(2024, 2), calendar.weekday(0, 1, 1))
print(list(calendar.day_name), calendar.day_abbr[-1], calendar.month_name[1:3], list(calendar.month_abbr), len(calendar.month_name))
print(repr(calendar.FEBRUARY), calendar.Day(6), calendar.Month(2).name, calendar.MONDAY == 0)
print(calendar.timegm(time.gmtime(1234567890)), calendar.weekheader(9), repr(calendar.formatstring(['a', 'b'], 4, 2)))
calendar.setfirstweekday(calendar.SUNDAY)
print(calendar.firstweekday(), calendar.weekheader(2))
for wrong in (lambda: calendar.setfirstweekday(7), lambda: calendar.monthrange(2024, 13), lambda: calendar.month_name[13],
              lambda: calendar.August):
    try:
        print(wrong())
    except Exception as problem:
        print(type(problem).__name__, problem)
