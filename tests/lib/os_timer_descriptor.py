# os.timerfd_*: a timer as a descriptor.
import os
import time

fd = os.timerfd_create(time.CLOCK_MONOTONIC, flags=os.TFD_CLOEXEC)
print(os.get_inheritable(fd), os.timerfd_settime(fd, initial=0.05, interval=0.01))
print(int.from_bytes(os.read(fd, 8), "little") >= 1)
left, interval = os.timerfd_gettime_ns(fd)
print(0 < left <= 10_000_000, interval)
print(os.timerfd_settime_ns(fd)[1], os.timerfd_gettime(fd))
for call in (lambda: os.timerfd_settime(fd, initial=float("nan")), lambda: os.timerfd_settime(fd, initial="1"),
             lambda: os.timerfd_settime_ns(-1), lambda: os.timerfd_create(99), lambda: os.timerfd_settime(fd, initial=-1)):
    try:
        call()
    except Exception as error:
        print(repr(error))
os.close(fd)
