# Broken-down time and text, at fixed moments in UTC.
import time
epoch = time.gmtime(0)
print(epoch, epoch.tm_zone, epoch.tm_gmtoff, tuple(epoch))
print(time.asctime(epoch), time.strftime('%Y-%m-%d %H:%M:%S %j %%', time.gmtime(1234567890)), time.gmtime(1.9)[:6], time.gmtime(-1)[:6])
for call in (lambda: time.strftime('%Y', (1, 2)), lambda: time.asctime((2000, 13, 1, 0, 0, 0, 0, 1, 0)), lambda: time.gmtime('x'), lambda: time.gmtime(1e300),
             lambda: time.gmtime(float('nan')), lambda: time.mktime('x'), lambda: time.sleep(-1), lambda: time.sleep('x')):
    try:
        call()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
