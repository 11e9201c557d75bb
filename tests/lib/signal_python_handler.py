# A Python handler runs in the main thread; masks, timers and waiting for signals work.
import os
import signal
import time


def handler(number, frame):
    print("got", signal.Signals(number).name, "in", frame.f_code.co_name)


def work():
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(10):
        pass


print(signal.signal(signal.SIGUSR1, handler))
work()
signal.raise_signal(signal.SIGUSR1)
print(signal.getsignal(signal.SIGUSR1) is handler, signal.getsignal(signal.SIGTERM))
signal.signal(signal.SIGALRM, lambda *a: print("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.01)
time.sleep(0.05)
print(signal.getitimer(signal.ITIMER_REAL))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2]))
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigpending(), signal.sigwait([signal.SIGUSR2]), signal.sigtimedwait([signal.SIGUSR2], 0))
for call in (lambda: signal.signal(99, 0), lambda: signal.signal(2, "x"), lambda: signal.set_wakeup_fd(0, 1)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print("interrupted")
