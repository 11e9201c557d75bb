# strptime: what each directive reads, what follows from what, and what is refused.
import time
from datetime import datetime

cases = [
    ('2024-02-29 23:59:60', '%Y-%m-%d %H:%M:%S'), ('Fri Jan  2 10:11:12 2015', '%c'), ('01/02/15', '%x'), ('10:11:12', '%X'),
    ('12 AM', '%I %p'), ('12 pm', '%I %p'), ('WEDNESDAY', '%A'), ('sep', '%b'), ('68', '%y'), ('69', '%y'), ('366 2020', '%j %Y'),
    ('2015 0 0', '%Y %U %w'), ('2020 53 1', '%Y %W %u'), ('2020 53 7', '%G %V %u'), ('utc', '%Z'), ('3 Mon 2020', '%d %a %Y'),
    (' 5  \t2020', '%d %Y'), ('%.^$*+?{}[]|()', '%%.^$*+?{}[]|()'), ('1.1234567', '%S.%f'), ('+05:3015', '%z'), ('2020 ', '%Y'),
    ('2020', '%Y %m'), ('1', '%'), ('1', '%Q'), ('1', '%.'), ('1', '% '), ('', '%Y'), ('13', '%I'), ('62', '%S'), ('7', '%w'),
    ('2019', '%G'), ('01', '%V'), ('2020 1', '%G %j'), ('2020 01 1', '%Y %V %u'), ('2021 53 1', '%G %V %u'), ('30 2 2020', '%d %m %Y'),
    (b'1', '%Y'), ('1', 2),
]
for text, format in cases:
    try:
        print((text, format), tuple(time.strptime(text, format)))
    except (ValueError, TypeError) as problem:
        print((text, format), type(problem).__name__, problem)
for text, format in (('-05:30:15.000123', '%z'), ('Z', '%z'), ('UTC +01:00', '%Z %z'), ('1.5', '%S.%f'), ('60', '%S'), ('GMT', '%Z')):
    try:
        print(repr(datetime.strptime(text, format)))
    except ValueError as problem:
        print(problem)
