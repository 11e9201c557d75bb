"""The abstract loader: in a module of its own, so that importlib.util needs no more of importlib.abc."""
import abc

from . import _bootstrap


class Loader(metaclass=abc.ABCMeta):
    """Base class of loaders."""

    def create_module(self, spec):
        """The module object to fill for a spec; None asks for one of the usual kind."""
        return None

    # exec_module() is deliberately not here: its presence tells new loaders from those that only have load_module().

    def load_module(self, fullname):
        """Load a module and return it (deprecated).

        Loaders define exec_module(), and this does the rest of the work.
        """
        if not hasattr(self, 'exec_module'):
            raise ImportError
        return _bootstrap._load_module_shim(self, fullname)
