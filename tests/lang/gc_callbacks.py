# gc.callbacks are told about every collection.
import gc
gc.disable()
def tell(phase, info):
    print(phase, sorted(info), info['generation'])
gc.callbacks.append(tell)
gc.collect(0)
gc.collect()
gc.callbacks.remove(tell)
gc.collect()
