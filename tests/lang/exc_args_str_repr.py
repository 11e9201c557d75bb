# str, repr and args of plain exceptions follow the number of arguments.
for e in (ValueError(), ValueError(1), ValueError('a'), ValueError('a', 2), Exception((1,)), BaseException(None)):
    print(str(e), repr(e), e.args)
e = ValueError(1)
e.args = [3, 4]
print(repr(e), e.args)
e.x = 5
print(e.__dict__, e.__reduce__())
