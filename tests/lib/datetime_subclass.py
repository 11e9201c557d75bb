# What operations on instances of a subclass give back: which class, made how; copies, and what pickle keeps of them.
import copy
from datetime import UTC, date, datetime, time, timedelta, timezone


class Day(date):
    pass


class Moment(datetime):
    def __new__(cls, *args, note="plain", **fields):
        moment = super().__new__(cls, *args, **fields)
        moment.note = note
        return moment


class Clock(time):
    pass


class Span(timedelta):
    pass


day, moment, clock = Day(2024, 2, 28), Moment(2024, 2, 28, 12, note="own"), Clock(23, 59)
for what in (day + timedelta(1), timedelta(1) + day, day - timedelta(1), day.replace(day=1), Day.today() > day,
             Day.fromordinal(5), Day.fromisoformat("2024-01-02"), Day.fromisocalendar(2024, 1, 1), day - Day(2024, 1, 1)):
    print(type(what).__name__, what if type(what) is not bool else "")
for what in (moment + timedelta(1), moment.replace(year=3), moment.date(), moment.time(), moment.astimezone(UTC) is None,
             Moment.combine(day, clock), Moment.fromtimestamp(0, UTC), Moment.fromisoformat("2024-01-02T03Z"),
             Moment.strptime("5 2024", "%d %Y"), Moment.fromordinal(9)):
    print(type(what).__name__, getattr(what, "note", "-"), what)
print(type(clock.replace(hour=1)).__name__, repr(clock.replace(fold=1)), type(Span(1) + Span(1)), type(-Span(1)))
print(repr(moment), repr(Span(1)), str(day), f"{day:%d}", f"{clock:%H}", f"{moment}")


def rebuilt(original, protocol):
    """What pickle would make of it."""
    make, arguments = original.__reduce_ex__(protocol)[:2]
    return make(*arguments)


for original in (day, moment, clock, Span(1, 2, 3), timezone(timedelta(hours=1), "x"), UTC, day.isocalendar()):
    for again in (copy.copy(original), copy.deepcopy(original), rebuilt(original, 2), rebuilt(original, 4)):
        print(type(again).__name__, again == original, end="; ")
    print(original.__reduce__())
print(copy.deepcopy(UTC) is UTC, hash(day) == hash(date(2024, 2, 28)), {Moment(1, 1, 1)} == {datetime(1, 1, 1)})
print(copy.replace(day, year=7), copy.replace(moment, hour=1), copy.replace(clock, minute=0))
