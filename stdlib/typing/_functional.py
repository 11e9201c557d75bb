"""What NamedTuple(...) and TypedDict(...) share: the ways to give no fields, on their way out."""
from typing._forward import _sentinel

__name__ = "typing"


def _warn_about_missing_fields(form, typename, fields, empty, kwargs=None):
    """Called with fields not given, or None.  `empty` is how no fields are to be written."""
    import warnings
    if kwargs:
        thing = f"Creating {form} classes using keyword arguments"
        advice = "Use the class-based or functional syntax instead."
    else:
        thing = ("Failing to pass a value for the 'fields' parameter" if fields is _sentinel
                 else "Passing `None` as the 'fields' parameter")
        kind = "dictionary" if empty == "{}" else "list"
        advice = (f"To create a {form} class with 0 fields using the functional syntax, pass an empty {kind}, e.g. "
                  f"`{typename} = {form}({typename!r}, {empty})`.")
    # In the name of whoever called NamedTuple() or TypedDict(), one step further than _deprecated() goes.
    warnings.warn(f"{thing} is deprecated and will be disallowed in Python 3.15. {advice}", DeprecationWarning,
                  stacklevel=3)
