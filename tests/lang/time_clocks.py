# The clocks go forward and agree about their units.
import time
a, b = time.monotonic(), time.monotonic_ns()
time.sleep(0.01)
print(time.monotonic() - a >= 0.01, time.monotonic_ns() - b >= 10 ** 7, abs(time.time() - time.time_ns() / 1e9) < 1)
print(time.perf_counter() > 0, time.process_time() >= 0, time.thread_time() >= 0, time.get_clock_info('monotonic').monotonic)
try:
    time.get_clock_info('x')
except ValueError as e:
    print(e)
