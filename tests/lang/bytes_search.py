# Searching in bytes and bytearray.


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("bytes(b'hello hello').find(b'l'), bytes(b'hello hello').rfind(b'l'), bytes(b'hello').find(b'z'), bytes(b'hello').find(108, 3), bytes(b'hello').find(b'', 9), bytes(b'hello').find(b'', 5)",
     "bytearray(b'hello hello').find(b'l'), bytearray(b'hello hello').rfind(b'l'), bytearray(b'hello').find(b'z'), bytearray(b'hello').find(108, 3), bytearray(b'hello').find(b'', 9), bytearray(b'hello').find(b'', 5)",
     "bytes(b'hello').index(b'lo'), bytes(b'hello').rindex(b'l', None, 3), bytes(b'hello').find(b'l', -2), bytes(b'hello').rfind(b'', 2, 3)",
     "bytearray(b'hello').index(b'lo'), bytearray(b'hello').rindex(b'l', None, 3), bytearray(b'hello').find(b'l', -2), bytearray(b'hello').rfind(b'', 2, 3)",
     "bytes(b'hello').index(b'z')",
     "bytearray(b'hello').index(b'z')",
     "bytes(b'hello').rindex(b'z')",
     "bytearray(b'hello').rindex(b'z')",
     "bytes(b'hello').find('l')",
     "bytearray(b'hello').find('l')",
     "bytes(b'hello').find(300)",
     "bytearray(b'hello').find(300)",
     "bytes(b'hello').find(b'l', 'a')",
     "bytearray(b'hello').find(b'l', 'a')",
     "bytes(b'aaaa').count(b'aa'), bytes(b'aaaa').count(97), bytes(b'aaaa').count(b''), bytes(b'abc').count(b'', 1, 2), bytes(b'aaaa').count(b'a', 1, -1)",
     "bytearray(b'aaaa').count(b'aa'), bytearray(b'aaaa').count(97), bytearray(b'aaaa').count(b''), bytearray(b'abc').count(b'', 1, 2), bytearray(b'aaaa').count(b'a', 1, -1)",
     "bytes(b'hello').startswith(b'he'), bytes(b'hello').startswith((b'x', b'he')), bytes(b'hello').startswith(b'l', 2), bytes(b'hello').startswith(b''), bytes(b'hello').startswith(b'', 9), bytes(b'hello').startswith(())",
     "bytearray(b'hello').startswith(b'he'), bytearray(b'hello').startswith((b'x', b'he')), bytearray(b'hello').startswith(b'l', 2), bytearray(b'hello').startswith(b''), bytearray(b'hello').startswith(b'', 9), bytearray(b'hello').startswith(())",
     "bytes(b'hello').endswith(b'lo'), bytes(b'hello').endswith((b'x',)), bytes(b'hello').endswith(b'l', 0, 4), bytes(b'hello').endswith(bytearray(b'o'))",
     "bytearray(b'hello').endswith(b'lo'), bytearray(b'hello').endswith((b'x',)), bytearray(b'hello').endswith(b'l', 0, 4), bytearray(b'hello').endswith(bytearray(b'o'))",
     "bytes(b'hello').startswith('h')",
     "bytearray(b'hello').startswith('h')",
     "bytes(b'hello').endswith(5)",
     "bytearray(b'hello').endswith(5)",
     "bytes(b'hello').startswith(('h',))",
     "bytearray(b'hello').startswith(('h',))",
     "bytes(b'hello').removeprefix(b'he'), bytes(b'hello').removesuffix(b'lo'), bytes(b'hello').removeprefix(b'x'), bytes(b'hello').removesuffix(b'')",
     "bytearray(b'hello').removeprefix(b'he'), bytearray(b'hello').removesuffix(b'lo'), bytearray(b'hello').removeprefix(b'x'), bytearray(b'hello').removesuffix(b'')",
     "bytes(b'hello').removeprefix('h')",
     "bytearray(b'hello').removeprefix('h')",
     "bytes(b'a' * 1000 + b'b').find(b'b' ), bytes(b'ab' * 500).rfind(b'ba')",
     "bytearray(b'a' * 1000 + b'b').find(b'b' ), bytearray(b'ab' * 500).rfind(b'ba')")
