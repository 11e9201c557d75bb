# A coroutine that nobody awaits warns when it dies.
import warnings, sys
async def lost(): pass
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    lost()
print(len(w), w[0].category.__name__, w[0].message)
