# A likely mistake is warned of once, in the line of the mistake.
import warnings

for source in ("assert (x, 'a')", "x is 1", "x is not (1, 2)", "[1, 2](3)", "1[3]", "'a'['b']",
               "'''\n\\z'''"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        compile(source, 'f', 'exec')
    print([(w.category.__name__, w.lineno, str(w.message)) for w in caught])
