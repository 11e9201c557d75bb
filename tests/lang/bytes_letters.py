# Case, classes of letters, padding, tabs, translation.


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("bytes(b'Hello wORLD').upper(), bytes(b'Hello wORLD').lower(), bytes(b'Hello wORLD').swapcase(), bytes(b'hello wORLD').title(), bytes(b'hELLO').capitalize(), bytes(b'').upper(), bytes(b'\\xe9a').upper()",
     "bytearray(b'Hello wORLD').upper(), bytearray(b'Hello wORLD').lower(), bytearray(b'Hello wORLD').swapcase(), bytearray(b'hello wORLD').title(), bytearray(b'hELLO').capitalize(), bytearray(b'').upper(), bytearray(b'\\xe9a').upper()",
     "bytes(b'abc').isalpha(), bytes(b'ab1').isalpha(), bytes(b'ab1').isalnum(), bytes(b'12').isdigit(), bytes(b'').isdigit(), bytes(b' \\t').isspace(), bytes(b'a\\x80').isascii(), bytes(b'').isascii()",
     "bytearray(b'abc').isalpha(), bytearray(b'ab1').isalpha(), bytearray(b'ab1').isalnum(), bytearray(b'12').isdigit(), bytearray(b'').isdigit(), bytearray(b' \\t').isspace(), bytearray(b'a\\x80').isascii(), bytearray(b'').isascii()",
     "bytes(b'aB').islower(), bytes(b'a1').islower(), bytes(b'A1').isupper(), bytes(b'1').isupper(), bytes(b'Hello World').istitle(), bytes(b'HeLlo').istitle(), bytes(b'').istitle()",
     "bytearray(b'aB').islower(), bytearray(b'a1').islower(), bytearray(b'A1').isupper(), bytearray(b'1').isupper(), bytearray(b'Hello World').istitle(), bytearray(b'HeLlo').istitle(), bytearray(b'').istitle()",
     "bytes(b'ab').center(7, b'*'), bytes(b'abc').center(6), bytes(b'ab').ljust(5), bytes(b'ab').rjust(5, b'0'), bytes(b'ab').center(1), bytes(b'abc').center(8, bytearray(b'-'))",
     "bytearray(b'ab').center(7, b'*'), bytearray(b'abc').center(6), bytearray(b'ab').ljust(5), bytearray(b'ab').rjust(5, b'0'), bytearray(b'ab').center(1), bytearray(b'abc').center(8, bytearray(b'-'))",
     "bytes(b'a').center(5, 'x')",
     "bytearray(b'a').center(5, 'x')",
     "bytes(b'a').ljust(5, b'xx')",
     "bytearray(b'a').ljust(5, b'xx')",
     "bytes(b'a').center('a')",
     "bytearray(b'a').center('a')",
     "bytes(b'42').zfill(5), bytes(b'-42').zfill(5), bytes(b'+').zfill(3), bytes(b'').zfill(2), bytes(b'123').zfill(2)",
     "bytearray(b'42').zfill(5), bytearray(b'-42').zfill(5), bytearray(b'+').zfill(3), bytearray(b'').zfill(2), bytearray(b'123').zfill(2)",
     "bytes(b'a\\tb\\tcd\\n\\te').expandtabs(), bytes(b'a\\tb').expandtabs(4), bytes(b'\\t').expandtabs(0), bytes(b'\\ta\\rb\\tc').expandtabs(tabsize=3)",
     "bytearray(b'a\\tb\\tcd\\n\\te').expandtabs(), bytearray(b'a\\tb').expandtabs(4), bytearray(b'\\t').expandtabs(0), bytearray(b'\\ta\\rb\\tc').expandtabs(tabsize=3)",
     "bytes(b'abc').translate(bytes(range(1, 256)) + b'\\0'), bytes(b'abc').translate(None, b'b'), bytes(b'abcb').translate(bytes.maketrans(b'ab', b'xy'), delete=b'c')",
     "bytearray(b'abc').translate(bytes(range(1, 256)) + b'\\0'), bytearray(b'abc').translate(None, b'b'), bytearray(b'abcb').translate(bytes.maketrans(b'ab', b'xy'), delete=b'c')",
     "bytes(b'a').translate(b'short')",
     "bytearray(b'a').translate(b'short')",
     "bytes(b'a').translate(None, 'a')",
     "bytearray(b'a').translate(None, 'a')",
     "bytes.maketrans(b'a', b'bc')",
     "bytearray.maketrans(b'a', b'bc')",
     "bytes(b'\\x01\\xab').hex(), bytes(b'\\x01\\xab\\xcd').hex(':'), bytes(b'\\1\\2\\3\\4\\5').hex('-', 2), bytes(b'\\1\\2\\3\\4\\5').hex(b'-', -2), bytes(b'ab').hex('x', 0)",
     "bytearray(b'\\x01\\xab').hex(), bytearray(b'\\x01\\xab\\xcd').hex(':'), bytearray(b'\\1\\2\\3\\4\\5').hex('-', 2), bytearray(b'\\1\\2\\3\\4\\5').hex(b'-', -2), bytearray(b'ab').hex('x', 0)",
     "bytes(b'a').hex('::')",
     "bytearray(b'a').hex('::')",
     "bytes(b'a').hex(5)",
     "bytearray(b'a').hex(5)",
     "bytes(b'a').hex('\\xe9')",
     "bytearray(b'a').hex('\\xe9')",
     "bytes.fromhex('01 ab\\nCD'), bytes.fromhex(''), bytes.fromhex('  ')",
     "bytearray.fromhex('01 ab\\nCD'), bytearray.fromhex(''), bytearray.fromhex('  ')",
     "bytes.fromhex('1')",
     "bytearray.fromhex('1')",
     "bytes.fromhex('0g')",
     "bytearray.fromhex('0g')",
     "bytes.fromhex('a\\u0660')",
     "bytearray.fromhex('a\\u0660')",
     "bytes.fromhex(b'01')",
     "bytearray.fromhex(b'01')",
     "bytes(b'abc').decode(), bytes(b'\\xe9').decode('latin-1'), bytes(b'\\xff').decode('utf-8', 'replace'), bytes(b'a').decode(encoding='ascii', errors='strict')",
     "bytearray(b'abc').decode(), bytearray(b'\\xe9').decode('latin-1'), bytearray(b'\\xff').decode('utf-8', 'replace'), bytearray(b'a').decode(encoding='ascii', errors='strict')",
     "bytes(b'\\xff').decode()",
     "bytearray(b'\\xff').decode()",
     "bytes(b'a').decode('nonsense')",
     "bytearray(b'a').decode('nonsense')",
     "bytes(b'a').decode(5)",
     "bytearray(b'a').decode(5)")
