"""What stands in the body of an enumeration, and the mapping that sorts it."""

__name__ = "enum"


# ---- kinds of names ----

def _is_dunder(name):
    """Is it a __dunder__ name?"""
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" != name[-3]


def _is_sunder(name):
    """Is it a _sunder_ name?"""
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" != name[-2]


def _is_private(cls_name, name):
    """Is it what a private name becomes in a class of that name: _Class__name?"""
    prefix = f"_{cls_name}__"
    return len(name) > len(prefix) and name.startswith(prefix) and name[-2:] != "__"


# ---- kinds of values ----

class nonmember:
    """Protects a value in the class body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a member of a value in the class body that would not become one: a function, a class."""

    def __init__(self, value):
        self.value = value


class _auto_null:
    def __repr__(self):
        return "_auto_null"


_auto_null = _auto_null()


class auto:
    """Stands for a value in the class body that _generate_next_value_() shall choose."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


def _is_descriptor(obj):
    """Does an attribute of that value do something when it is got, set or deleted?"""
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_internal_class(cls_name, obj):
    """Is obj a class defined in the body of the class of that name?"""
    return isinstance(obj, type) and getattr(obj, "__qualname__", "").endswith(f"{cls_name}.{obj.__name__}")


_PLAIN = frozenset({int, str, tuple, float, bytes, bool, type(None), list, dict, auto})  # no descriptors, no classes

# The _sunder_ names that a class may define.
_DEFINABLE = frozenset({
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
    "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
})


class EnumDict(dict):
    """The namespace of the body of an enumeration: knows which of its names are members.

    _member_names   those, in order, as the keys of a dict
    _last_values    the values so far, for _generate_next_value_()
    _ignore         names that _ignore_ takes out
    """

    _found_mixins = None, None, None  # what EnumType.__prepare__() found: (bases, data type, enumeration)

    def __init__(self, cls_name=None):
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        """Bind a name in the class body, as a member unless name or value say otherwise."""
        if key.startswith("_") and (_is_dunder(key) or _is_sunder(key) or _is_private(self._cls_name, key)):
            if key == "__order__":
                key = "_order_"
            elif _is_sunder(key) and not _is_private(self._cls_name, key):
                value = self._bind_reserved(key, value)
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif type(value) not in _PLAIN and (_is_descriptor(value) or _is_internal_class(self._cls_name, value)):
            pass
        elif key in self:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        else:
            value = self._add_member(key, value)
        super().__setitem__(key, value)

    def _bind_reserved(self, key, value):
        """A _sunder_ name; returns what to bind to it."""
        if key not in _DEFINABLE and not key.startswith("_repr_"):
            raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % (key,))
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        return value

    def _add_member(self, key, value):
        """Note that key is a member; returns its value, with every auto() in it replaced."""
        if isinstance(value, member):
            value = value.value
        elif isinstance(value, auto):
            value = self._chosen(key, value)
            self._member_names[key] = None
            return value
        elif isinstance(value, tuple) and any([isinstance(item, auto) for item in value]):
            items = [self._chosen(key, item) if isinstance(item, auto) else item for item in value]
            self._member_names[key] = None
            try:
                return type(value)(items)
            except TypeError:
                return type(value)(*items)  # a named tuple
        self._member_names[key] = None
        self._last_values.append(value)
        return value

    def _chosen(self, key, placeholder):
        """The value that an auto() stands for."""
        if placeholder.value is _auto_null:
            placeholder.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(placeholder.value)
        return placeholder.value

    @property
    def member_names(self):
        """The names of members so far."""
        return list(self._member_names)

    def update(self, members, **more_members):
        """Bind the items of a mapping or of pairs, then those of keywords."""
        pairs = [(name, members[name]) for name in members.keys()] if hasattr(members, "keys") else members
        for name, value in pairs:
            self[name] = value
        for name, value in more_members.items():
            self[name] = value
