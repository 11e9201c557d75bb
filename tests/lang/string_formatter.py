# string.Formatter, its overridable steps, and _string below it.
import string, _string
f = string.Formatter()
print(f.format("{0} {x!r:>5} {}".replace("{}", "{1}"), 1, 2, x="é"), f.format("{} {}", 1, 2), f.vformat("{a[0].real}", (), {"a": [3]}), list(f.parse("a{b!r:c{d}}e{{")))
first, rest = _string.formatter_field_name_split("a.b[0][x y].c")
print(first, list(rest), _string.formatter_field_name_split("12")[0])
class Keep(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, "{%s}" % key)
    def check_unused_args(self, used, args, kwargs):
        print(sorted(used), len(args))
print(Keep().format("{a} {b}", 1, a="x"))
for args in (("{",), ("{0}{}", 1, 2), ("{}{0}", 1, 2), ("{0!x}", 1), ("{a}",), ("{:{:{:{}}}}", 1, 2, 3, 4)):
    try:
        print(f.format(*args))
    except Exception as e:
        print(type(e).__name__, e)
