# weft only: partial, cmp_to_key, reduce and lru_cache in Python answer as those in C do.
import functools
from functools import _python


def outcome(function, *args, **kwargs):
    try:
        return repr(function(*args, **kwargs)).replace("functools._python", "functools")
    except Exception as error:
        return f"{type(error).__name__} {error}"


def both(build):
    first, second = outcome(build, functools), outcome(build, _python)
    print(first if first == second else ("DIFFERENT", first, second))


def collect(*args, **keywords):
    return args, keywords


both(lambda m: m.partial(print, 1, a=2).args)
both(lambda m: m.partial(m.partial(collect, 1, a=1), 2, a=3, b=4)(5, c=6))
both(lambda m: m.partial(5))
both(lambda m: m.partial(collect, self=1, func=2)(cls=3))
both(lambda m: m.partial(collect, 1, k=2).__reduce__()[2][1:])
both(lambda m: m.partial(len).__setstate__((1, (), {}, None)))
both(lambda m: m.reduce(lambda a, b: a * b, range(1, 6)))
both(lambda m: m.reduce(lambda a, b: a + b, [], "start"))
both(lambda m: m.reduce(lambda a, b: a + b, []))
both(lambda m: sorted([3, 1, 2], key=m.cmp_to_key(lambda a, b: b - a)))
both(lambda m: m.cmp_to_key(lambda a, b: a - b)(1) == m.cmp_to_key(lambda a, b: a - b)(1))
for maxsize in (None, 0, 2, 3):
    for typed in (False, True):
        def run(m):
            calls = []
            wrapper = m._lru_cache_wrapper(lambda *args, **kw: calls.append((args, kw)) or len(calls), maxsize, typed, functools._CacheInfo)
            answers = [wrapper(*args) for args in ((1,), (2,), (1,), (3,), (1.0,), (2,), (1,), (), (1, 2), (1,))]
            return answers, wrapper(a=1), wrapper(a=1), tuple(wrapper.cache_info()), wrapper.cache_clear(), tuple(wrapper.cache_info())

        both(run)
