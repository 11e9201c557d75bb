# The format mini-language for str.
print([format("abc", s) for s in ("", "s", "5", "<5", ">5", "^5", "*^9", ".2", "5.1", "€>6", "05", "010s", "<010", "_<7.2s")])
for spec in ("d", "+", " ", "#", "=5", ",", "_", "z", "5.", "xx", "99999999999999999999", "é", ".99999999999999999999", ",_", "_,", "s5"):
    try:
        print(format("abc", spec))
    except ValueError as e:
        print(spec, e)
