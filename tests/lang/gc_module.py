# The functions of the gc module.
import gc
print(gc.isenabled(), gc.get_threshold(), gc.get_debug())
gc.disable()
print(gc.isenabled())
gc.enable()
gc.set_threshold(500, 5)
print(gc.get_threshold())
gc.set_threshold(2000, 10, 10)
l = []
print(gc.is_tracked(l), gc.is_tracked(1), gc.is_tracked('a'), gc.is_finalized(l))
d = {'l': l}
print(any(x is d for x in gc.get_referrers(l)), gc.get_referents(d), gc.get_referents(1, 'a'))
print(any(x is l for x in gc.get_objects()), len(gc.get_stats()), sorted(gc.get_stats()[0]))
for bad in (-1, 3):
    try:
        gc.collect(bad)
    except ValueError as e:
        print(e)
    try:
        gc.get_objects(bad)
    except ValueError as e:
        print(e)
gc.collect()
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
