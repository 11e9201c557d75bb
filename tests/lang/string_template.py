# string.Template, constants and capwords.
import string
t = string.Template("$who likes ${what}s, $$5 $x")
print(t.safe_substitute(who="tim", what="pea"), t.substitute({"who": "a", "x": 1}, what="b"), t.get_identifiers(), t.is_valid())
for bad in ("$", "a\n b $1", "${}"):
    try:
        string.Template(bad).substitute()
    except ValueError as e:
        print(e)
    print(string.Template(bad).safe_substitute(), string.Template(bad).is_valid())
try:
    t.substitute()
except KeyError as e:
    print("KeyError", e)
class Pct(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"
print(Pct("%a_b %% %{c_d}").substitute(a_b=1, c_d=2), string.capwords("hello  big world"), string.capwords("a-b", "-"))
print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
