# The status of the process is what sys.exit() says, modulo 256.
import sys
print('leaving')
sys.exit(300)
