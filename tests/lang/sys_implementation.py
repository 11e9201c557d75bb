# weft only
# The name under which programs meet this interpreter.
import sys
print(sys.implementation.name, sys.implementation.cache_tag, sys.implementation.version == sys.version_info)
