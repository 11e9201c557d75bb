"""enum.property: an attribute of members that leaves its name free for a member."""
from types import DynamicClassAttribute

__name__ = "enum"


class property(DynamicClassAttribute):
    """A property of members that raises AttributeError when the class is asked, unless a member has that name.

    So `Color.RED.name` and a member `Color.name` can be in one class.
    """

    member = None      # what the class answers
    # A member has taken the name of an attribute of a base class: how members get at that.
    _attr_type = None  # "attr", "desc", or "enum" when it is a property of this kind itself
    _cls_type = None   # the base class

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError("%r has no attribute %r" % (ownerclass, self.name))
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == "attr":
            return getattr(self._cls_type, self.name)
        if self._attr_type == "desc":
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError("%r has no attribute %r" % (ownerclass, self.name)) from None

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError("<enum %r> cannot delete attribute %r" % (self.clsname, self.name))

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


def redirection(member, cls, name, namespaces):
    """A property for cls that answers the class with a member and members with what a base class has under that name.

    None when the bases have no descriptor there that would get in the way.
    namespaces: pairs of base class and its __dict__, in method resolution order.
    """
    found = kind = base_class = None
    for base, namespace in namespaces:
        attribute = namespace.get(name)
        if attribute is None:
            continue
        if isinstance(attribute, DynamicClassAttribute):
            found, kind, base_class = attribute, "enum", base
            break
        if hasattr(attribute, "__get__") or hasattr(attribute, "__set__") or hasattr(attribute, "__delete__"):
            found = attribute
            kind = kind or "desc"
            base_class = base_class or base
        else:
            kind, base_class = "attr", base
    if found is None:
        return None
    redirect = property()
    redirect.member = member
    redirect.__set_name__(cls, name)
    if kind in ("enum", "desc"):
        redirect.fget = getattr(found, "fget", None)
        redirect.fset = getattr(found, "fset", None)
        redirect.fdel = getattr(found, "fdel", None)
    redirect._attr_type = kind
    redirect._cls_type = base_class
    return redirect
