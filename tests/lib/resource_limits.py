# Limits of the process: asked for, set, refused; and what it used.
import resource

soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
print(resource.getrlimit(resource.RLIMIT_CORE) == (0, hard), resource.prlimit(0, resource.RLIMIT_CORE, [0, hard]) == (0, hard))
usage = resource.getrusage(resource.RUSAGE_SELF)
print(len(usage), usage.ru_utime >= 0, usage.ru_maxrss > 0, type(usage), usage[0] == usage.ru_utime, resource.getpagesize() % 4096)
for wrong in (lambda: resource.getrlimit(99), lambda: resource.getrlimit('a'), lambda: resource.getrlimit(2**40),
              lambda: resource.setrlimit(resource.RLIMIT_CORE, (0,)), lambda: resource.setrlimit(resource.RLIMIT_CORE, 5),
              lambda: resource.setrlimit(resource.RLIMIT_CORE, (5, 1)), lambda: resource.setrlimit(resource.RLIMIT_CORE, (2**70, 1)),
              lambda: resource.prlimit(99999999, resource.RLIMIT_CORE), lambda: resource.getrusage(99), lambda: resource.prlimit(0)):
    try:
        print(wrong())
    except Exception as problem:
        print(type(problem).__name__, problem)
print(resource.RLIM_INFINITY, resource.error is OSError)
