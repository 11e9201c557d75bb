# Local time where clocks are turned: folds, gaps, and the way to UTC and back (PEP 495).
import os
import time
from datetime import UTC, datetime, timedelta

os.environ["TZ"] = "EST+05EDT,M3.2.0,M11.1.0"
time.tzset()

for text in ("2024-03-10T01:59:59", "2024-03-10T02:30", "2024-03-10T03:00", "2024-11-03T01:30", "2024-11-03T02:00"):
    moment = datetime.fromisoformat(text)
    for fold in (0, 1):
        folded = moment.replace(fold=fold)
        print(repr(folded), folded.timestamp(), folded.astimezone(UTC), folded.astimezone())

start = datetime(2024, 11, 3, 4, 30, tzinfo=UTC).timestamp()
for hours in range(4):
    shown = datetime.fromtimestamp(start + hours * 3600)
    print(repr(shown), shown.timestamp() == start + hours * 3600, shown.astimezone().tzname())

before = datetime(2024, 11, 3, 0, 30).astimezone()
print(before, (before + timedelta(hours=3)).astimezone())
print(datetime(2024, 7, 1, tzinfo=UTC).astimezone().timetuple().tm_isdst)
