# format() of ints and floats.
def show(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for spec in ('', 'd', '5', '<5', '^5', '>5', '=+8', '05', '+', ' ', ',', '_', '010,', '012_d', 'x', '#x', '#X', '#010b', 'o', '_b', '#_x', 'n', 'c', '*^9', 'e', '.2f', '%', 'g', '\u00e9>7'):
    show(format, 1234, spec), show(format, -97, spec)
for spec in ('', '.2f', '10.3f', '<10.1f', '^+10.1f', '010.2f', ',', '_.2f', '015,.2f', 'e', '.0e', '#.0e', '.0f', '#.0f', 'g', '#g', '.3g', '.10g', 'G', '%', '.1%', 'n', '.3', '.17', '.0', '#', 'z.1f', 'E', 'F'):
    show(format, 1234.5678, spec), show(format, -0.04, spec), show(format, 1e20, spec), show(format, float('inf'), spec), show(format, 3.0, spec), show(format, 100.0, spec)
for v, spec in ((3, '.2d'), (3, 'q'), (3, ',x'), (3, '+c'), (-1, 'c'), (3, 'z'), (3.5, 'd'), (3.5, 'x'), (3.5, ',n'), (10**400, 'f'), (2**80, ','), (-2**80, '#_x'), (True, ''), (True, 'd'), (1e400, '010'), (float('nan'), '+010.2f')):
    show(format, v, spec)
