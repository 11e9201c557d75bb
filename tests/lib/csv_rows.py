# csv reads and writes rows in every dialect, and names what is wrong.
import csv
import io

print(list(csv.reader(["a,b,c", '"x ""y""",2,', '"two', 'lines",3', "", "last"])))
print(list(csv.reader(["1;2;'a;b'"], delimiter=";", quotechar="'", quoting=csv.QUOTE_NONNUMERIC)))
print(list(csv.reader(['1,"",,"3"'], quoting=4)), list(csv.reader(["a\\,b"], escapechar="\\")))
for quoting in range(6):
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, escapechar="\\")
    try:
        writer.writerows([["a", 1, 2.5, None], ['say "hi"', "x,y", "line\nbreak"], [""]])
    except csv.Error as error:
        print(error)
    print(repr(out.getvalue()))
print(csv.list_dialects(), csv.get_dialect("excel-tab").delimiter == "\t", csv.field_size_limit())
out = io.StringIO()
writer = csv.DictWriter(out, ["k", "v"], dialect="unix")
writer.writeheader()
writer.writerow({"k": 1, "v": 2})
print(out.getvalue(), list(csv.DictReader(io.StringIO("k,v\n1,2\n"))))
for options in ({"delimiter": ""}, {"delimiter": 5}, {"quotechar": "\n"}, {"quoting": 9}, {"quotechar": None, "quoting": 0},
                {"escapechar": ","}, {"dialect": "unknown"}):
    try:
        csv.reader([], **options)
    except Exception as error:
        print(type(error).__name__, error)
for lines, options in (([b"a"], {}), (['"a'], {"strict": True}), (['"a"b'], {"strict": True}), (["a\nb"], {})):
    try:
        list(csv.reader(lines, **options))
    except csv.Error as error:
        print(error)
