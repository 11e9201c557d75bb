# What dates and times refuse, and the words they do it in.
from datetime import date, datetime, time, timedelta, timezone, tzinfo, UTC


class Odd(tzinfo):
    """A zone that answers whatever it was made with."""

    def __init__(self, answer):
        self.answer = answer

    def utcoffset(self, moment):
        return self.answer

    dst = tzname = utcoffset


attempts = [
    lambda: date("2024-05-06"),
    lambda: date(2024),
    lambda: date(2024, 2, 30),
    lambda: date(2024, 1, 1, 1),
    lambda: date(10000, 1, 1),
    lambda: datetime(2024, 1, 1, 24),
    lambda: datetime(2024, 1, 1, tzinfo=1),
    lambda: datetime(2024, 1, 1, fold=2),
    lambda: time(1, 60),
    lambda: timedelta("1"),
    lambda: timedelta(days=10**10),
    lambda: timedelta(days=10**9),
    lambda: timedelta(1) * float("nan"),
    lambda: timedelta(1) / 0,
    lambda: timedelta(1) % timedelta(0),
    lambda: timedelta(1) + 1,
    lambda: date.max + timedelta(1),
    lambda: date(2024, 1, 1) - datetime(2024, 1, 1),
    lambda: datetime(2024, 1, 1) < date(2024, 1, 1),
    lambda: datetime(2024, 1, 1) < datetime(2024, 1, 1, tzinfo=UTC),
    lambda: datetime(2024, 1, 1) - datetime(2024, 1, 1, tzinfo=UTC),
    lambda: time(1) < time(1, tzinfo=UTC),
    lambda: date.fromisocalendar(2023, 53, 1),
    lambda: date.fromisocalendar(2023, 1, 8),
    lambda: date.fromordinal(0),
    lambda: datetime.fromisoformat("2024-01-01T1"),
    lambda: datetime.fromisoformat("2024-01-01T10:00+24:00"),
    lambda: datetime.fromtimestamp(float("nan")),
    lambda: datetime.fromtimestamp(1e30),
    lambda: datetime(2024, 1, 1).isoformat("ab"),
    lambda: datetime(2024, 1, 1).isoformat(timespec="days"),
    lambda: timezone(timedelta(1)),
    lambda: timezone("UTC"),
    lambda: timezone.utc.utcoffset("now"),
    lambda: timezone.utc.fromutc(datetime(2024, 1, 1)),
    lambda: tzinfo().utcoffset(None),
    lambda: datetime(2024, 1, 1, tzinfo=Odd("x")).utcoffset(),
    lambda: datetime(2024, 1, 1, tzinfo=Odd(timedelta(1))).utcoffset(),
    lambda: datetime(2024, 1, 1, tzinfo=Odd(7)).tzname(),
    lambda: Odd(None).fromutc(datetime(2024, 1, 1, tzinfo=Odd(None))),
    lambda: datetime.strptime("1", 2),
    lambda: datetime.combine(1, 2),
    lambda: date(2024, 1, 1).replace(month=13),
    lambda: datetime(2024, 1, 1).replace(when=3),
    lambda: setattr(date, "today", None),
]
for attempt in attempts:
    try:
        print(attempt())
    except Exception as problem:
        print(type(problem).__name__ + ":", problem)
