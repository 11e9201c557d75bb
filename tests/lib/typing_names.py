# Every public name of typing: what kind of thing it is, how it is shown, which module it says it is from.
import typing

LATE = {"Pattern", "Match", "ContextManager", "AsyncContextManager"}  # their modules are imported for them

for name in sorted(set(typing.__all__) - LATE):
    thing = getattr(typing, name)
    shown = f"function {thing.__name__}" if type(thing).__name__ == "function" else repr(thing)
    print(name, type(thing).__name__, shown, getattr(thing, "__module__", None), bool(thing.__doc__))

for name in ("io", "re", "evaluate_forward_ref"):
    try:
        getattr(typing, name)
    except AttributeError as error:
        print(error)
print(len(typing.__all__), set(typing.__all__) - LATE <= set(dir(typing)))
