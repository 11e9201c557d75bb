# ISO 8601 text that is understood, and text that is written.
from datetime import date, datetime, time, timedelta, timezone

for text in ("2024-02-29", "20240229", "2024-W09-4", "2024W094", "2024W09", "2024-W09", "2024-060", "0001-W01-1"):
    try:
        print(text, date.fromisoformat(text))
    except ValueError as problem:
        print(problem)
for text in ("10", "10:20", "1020", "T10:20:30", "102030", "10:20:30.1", "10:20:30,123456789", "10:20Z", "10:20+01",
             "10:20-0130", "10:20:30.5+01:02:03.000004", "1", "10:2", "10:20:3", "10:20+1", "10:20ZZ", "\ud800"):
    try:
        print(ascii(text), repr(time.fromisoformat(text)))
    except ValueError as problem:
        print(problem)
for text in ("2024-02-29T10", "2024-02-29 10:20", "20240229x102030Z", "2024-W09-4T10:20", "2024W0941020", "2024W09T10",
             "2024-02-29\u20ac10:20", "2024-02-29T", "2024-02-29T25:00", "2024-02-29T10:20 "):
    try:
        print(ascii(text), datetime.fromisoformat(text))
    except ValueError as problem:
        print(problem)

east = timezone(timedelta(hours=5, minutes=30, seconds=1, microseconds=2))
for moment in (datetime(1, 2, 3), datetime(2024, 1, 1, 1, 2, 3, 4, east), datetime(9999, 12, 31, 23, 59, 59, 999999)):
    print(moment, repr(moment), moment.isoformat("\u00b7"), moment.ctime(), moment.isocalendar())
    for timespec in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"):
        print(moment.isoformat(timespec=timespec), moment.timetz().isoformat(timespec))
    print(moment.strftime("%d/%m/%y %H:%M:%S.%f %z %:z %Z %j %% %a %b %p %U %W %u %w %%f"))
