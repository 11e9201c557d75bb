"""EnumType: makes enumerations and their members, and is what one asks a whole enumeration."""
import sys
from types import MappingProxyType

from enum._class_body import EnumDict
from enum._property import redirection

__name__ = "enum"

# The base classes that the metaclass treats apart.  They are None until _members.py and _flag.py have made them, with
# this metaclass; and so is what only classes of flags need.
Enum = ReprEnum = Flag = None
flag_attributes = note_bits = settle_flag = None


class _not_given:
    def __repr__(self):
        return "<not given>"


_not_given = _not_given()


def _make_class_unpicklable(obj):
    """Make the class, or the class of that namespace, refuse to be pickled: nobody could find it by name."""
    def _break_on_call_reduce(self, proto):
        raise TypeError("%r cannot be pickled" % self)
    if isinstance(obj, dict):
        obj["__reduce_ex__"] = _break_on_call_reduce
        obj["__module__"] = "<unknown>"
    else:
        setattr(obj, "__reduce_ex__", _break_on_call_reduce)
        setattr(obj, "__module__", "<unknown>")


# ---- members ----

class MemberMaker:
    """Makes the members of one class.

    It stands in the namespace of the class under construction: type.__new__() calls __set_name__ when the class exists
    but before __init_subclass__ runs, which may look at members.  While it is there members are being made, and
    Enum.__new__(), which only finds them, is a mistake.
    """

    KEY = "_member_maker_"

    def __init__(self, values):
        self.values = values  # by name

    def __set_name__(self, cls, key):
        self.begin(cls)
        for name, value in self.values.items():
            self.make(name, value)
        type.__delattr__(cls, key)

    def begin(self, cls):
        """Note what members are made with: their class is there now."""
        self.cls = cls
        self.member_type = cls._member_type_
        self.new_member = cls._new_member_
        self.use_args = cls._use_args_
        self.has_init = Enum is None or cls.__init__ is not Enum.__init__
        self.is_flag = Flag is not None and issubclass(cls, Flag)
        self.names = cls._member_names_
        self.namespaces = namespaces_of_bases(cls)

    def make(self, name, value):
        """Make the member of that name: a new object, or another name for the one that has the value already."""
        args = value if isinstance(value, tuple) else (value,)
        if self.member_type is tuple:
            args = (args,)  # the whole is the one argument of tuple()
        member = self.new_member(self.cls, *args) if self.use_args else self.new_member(self.cls)
        if not hasattr(member, "_value_"):
            member._value_ = value if self.member_type is object else self._data_value(args)
        member._name_ = name
        member.__objclass__ = self.cls
        if self.has_init:
            member.__init__(*args)
        member._sort_order_ = len(self.names)
        value = member._value_
        if self.is_flag and isinstance(value, int):
            note_bits(self.cls, value)
        known = find_member(self.cls, value)
        if known is not None:
            member = known
        elif not self.is_flag or isinstance(value, int) and value > 0 and value.bit_count() == 1:
            self.names.append(name)
        bind_member(self.cls, name, member, self.namespaces)
        enter_value(self.cls, member, value)

    def _data_value(self, args):
        """The value of a member whose data type's __new__ has not set it."""
        try:
            return self.member_type(*args)
        except Exception as exc:
            raise TypeError("_value_ not set in __new__, unable to create it") from exc


def namespaces_of_bases(cls):
    """Pairs of base class and its __dict__, in method resolution order."""
    return [(base, base.__dict__) for base in cls.__mro__[1:]]


def find_member(cls, value):
    """The member with that value, or None."""
    try:
        return cls._value2member_map_.get(value)
    except TypeError:  # cannot be hashed
        for member in cls._member_map_.values():
            if member._value_ == value:
                return member
        return None


def bind_member(cls, name, member, namespaces):
    """Make cls.name the member, and leave members what the bases have under that name."""
    bound = member
    for _, namespace in namespaces:
        if name in namespace:
            bound = redirection(member, cls, name, namespaces) or member
            break
    type.__setattr__(cls, name, bound)
    cls._member_map_[name] = member


def enter_value(cls, member, value):
    """Make cls(value) the member, unless that is another one already."""
    try:
        cls._value2member_map_.setdefault(value, member)
    except TypeError:
        cls._unhashable_values_.append(value)
        cls._unhashable_values_map_.setdefault(member._name_, []).append(value)


# ---- classes ----

def class_attributes(member_type, value_repr, new_member, use_args):
    """What every enumeration has in its namespace."""
    return {
        "_new_member_": new_member,
        "_use_args_": use_args,
        "_member_names_": [],
        "_member_map_": {},
        "_value2member_map_": {},
        "_unhashable_values_": [],
        "_unhashable_values_map_": {},
        "_member_type_": member_type,
        "_value_repr_": value_repr,
    }


def settle_methods(cls, namespace, bases, member_type, first_enum):
    """Let the enumeration's methods win where the data type's would be found first."""
    if len(bases) > 1:
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name not in namespace and getattr(cls, name) in (getattr(member_type, name), getattr(object, name)):
                setattr(cls, name, getattr(first_enum, name))
    if ReprEnum is not None and ReprEnum in bases:
        if member_type is object:
            raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
        if "__format__" not in namespace:
            cls.__format__ = member_type.__format__
        if "__str__" not in namespace:
            # object.__str__ would come back to __repr__, which is the enumeration's.
            to_str = member_type.__str__
            cls.__str__ = member_type.__repr__ if to_str is object.__str__ else to_str
    if Flag is not None and issubclass(cls, Flag):
        settle_flag(cls, namespace)


def settle_new(cls, own_new):
    """The class has its members: from now on cls(value) finds them.  Subclasses make theirs with own_new, if any."""
    if Enum is None:
        return
    if own_new is not None:
        cls.__new_member__ = own_new
    if cls.__new__ is not Enum.__new__:
        cls.__new__ = Enum.__new__


def _check_order(cls, order):
    """_order_, when given, must list the members as they are defined."""
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    # Aliases and combined flags may be listed too.
    order = [name for name in order if name in cls._member_names_ or name not in cls._member_map_]
    if order != cls._member_names_:
        raise TypeError("member order does not match _order_:\n  %r\n  %r" % (cls._member_names_, order))


class EnumType(type):
    """The type of enumerations: makes the members, and answers len(), iteration and look-ups of the class."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        namespace = EnumDict(cls)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        namespace._found_mixins = bases, member_type, first_enum
        if first_enum is not None:
            namespace["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        for name in classdict.pop("_ignore_", ()):
            classdict.pop(name, None)
        values = {name: classdict[name] for name in classdict._member_names}
        invalid = values.keys() & {"mro", ""}
        if invalid:
            raise ValueError("invalid enum member name(s) %s" % ",".join([repr(name) for name in invalid]))
        namespace = {name: value for name, value in classdict.items() if name not in values}
        order = namespace.pop("_order_", None)
        next_value = namespace.get("_generate_next_value_")
        if next_value is not None and type(next_value) is not staticmethod:
            namespace["_generate_next_value_"] = staticmethod(next_value)
        found_for, member_type, first_enum = classdict._found_mixins
        if found_for is not bases:
            member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, has_own_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        namespace.update(class_attributes(member_type, metacls._find_data_repr_(cls, bases), new_member, use_args))
        if Flag is not None and issubclass(first_enum, Flag):
            namespace.update(flag_attributes(boundary or first_enum._boundary_))
        namespace[MemberMaker.KEY] = MemberMaker(values)
        try:
            enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception as exc:
            # The note says that a __set_name__ failed, which is no business of who wrote the class.
            if hasattr(exc, "__notes__"):
                del exc.__notes__
            raise exc from exc.__cause__
        settle_methods(enum_class, namespace, bases, member_type, first_enum)
        settle_new(enum_class, new_member if has_own_new else None)
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __bool__(cls):
        """Classes are true, also those without members."""
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        """The member with that value; or, of a class without members, a new enumeration.

        value is then the name of the new class, names its members: a string, or an iterable of names, pairs, or a
        mapping.  module and qualname say where pickles will find it, type is a data type to mix in, start the first
        value, boundary how a Flag treats unknown bits.
        """
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
        return cls._create_(
            class_name=value, names=None if names is _not_given else names, module=module, qualname=qualname,
            type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        """Return True if `value` is in `cls`.

        `value` is in `cls` if:
        1) `value` is a member of `cls`, or
        2) `value` is the value of one of the `cls`'s members.
        """
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getitem__(cls, name):
        """Return the member matching `name`."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Return members in definition order."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        """Return the number of members (no aliases)"""
        return len(cls._member_names_)

    @property
    def __members__(cls):
        """Returns a mapping of member name->value.

        This mapping lists all enum members, including aliases. Note that this
        is a read-only view of the internal mapping.
        """
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return "<%s %r>" % (kind, cls.__name__)

    def __reversed__(cls):
        """The members in reverse order of their definition."""
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        """Set an attribute; members cannot be replaced."""
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A new enumeration without a class statement: see __call__."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        for name, value in _pairs(names, start, first_enum):
            classdict[name] = value
        if module is None:
            module = sys._getframemodulename(2)
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _add_member_(cls, name, member):
        """Make cls.name the member, which exists already."""
        bound = cls._member_map_.get(name)
        if bound is None:
            bind_member(cls, name, member, namespaces_of_bases(cls))
        elif bound is not member:
            raise NameError("%r is already bound: %r" % (name, bound))

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of a module's constants: see _convert.convert()."""
        from enum import _convert
        return _convert.convert(cls, name, module, filter, source, boundary=boundary, as_global=as_global)

    # ---- what the bases of a new class say about it ----

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type of which members are, and the enumeration among the bases."""
        if not bases:
            return object, Enum
        mcls._check_for_existing_members_(class_name, bases)
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """How values are shown: the __repr__ of the data type, None for repr()."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    if ("__dataclass_fields__" in base.__dict__ and "__dataclass_params__" in base.__dict__
                            and base.__dict__["__dataclass_params__"].repr):
                        from enum._members import _dataclass_repr
                        return _dataclass_repr
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """The one data type among the bases, None when they are all plain."""
        data_types = set()
        for chain in bases:
            candidate = None  # the most derived class of the data type
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types.add(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    data_types.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError("too many data types for %r: %r" % (class_name, data_types))
        return data_types.pop() if data_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """What makes the object of a member; is it the class's own __new__; does it get the value."""
        plain = (None, None.__new__, object.__new__, getattr(Enum, "__new__", None))
        new = classdict.get("__new__")
        if new is not None:
            return new, first_enum is not None, first_enum is not None and new not in plain
        for method in ("__new_member__", "__new__"):
            for place in (member_type, first_enum):
                target = getattr(place, method, None)
                if target not in plain:
                    return target, False, first_enum is not None
        return object.__new__, False, False


EnumMeta = EnumType  # the name before 3.11


def _pairs(names, start, first_enum):
    """(name, value) of each member that `names`, as given to the functional API, asks for."""
    if names is None:
        return []
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
        pairs, last_values = [], []
        for count, name in enumerate(names):
            value = first_enum._generate_next_value_(name, start, count, last_values[:])
            last_values.append(value)
            pairs.append((name, value))
        return pairs
    return [(item, names[item]) if isinstance(item, str) else item for item in names]
