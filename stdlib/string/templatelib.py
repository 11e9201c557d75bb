"""The types behind t-strings: Template and Interpolation, and convert(), which applies a conversion."""

__all__ = ["Interpolation", "Template", "convert"]


def _types():
    value = None
    template = t"{value}"
    return type(template), type(template.interpolations[0])


Template, Interpolation = _types()
del _types


def convert(obj, /, conversion):
    """Apply 's', 'r' or 'a' to obj; None leaves it as it is."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")
