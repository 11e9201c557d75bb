# Run a script with the collector at every chance and a thread switch at every safepoint: `make stress`.
import gc
import runpy
import sys

sys.argv = sys.argv[1:]
gc.set_threshold(1, 1, 1)
sys.setswitchinterval(1e-6)
runpy.run_path(sys.argv[0], run_name="__main__")
