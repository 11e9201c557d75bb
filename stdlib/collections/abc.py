"""The abstract base classes of containers: all of _collections_abc, which start-up needs without this package."""
from _collections_abc import *
from _collections_abc import __all__, _CallableGenericAlias
