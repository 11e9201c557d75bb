# Splitting, stripping, partitioning, joining.


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("bytes(b' a  b c ').split(), bytes(b' a  b c ').split(None, 1), bytes(b' a  b c ').rsplit(None, 1), bytes(b'').split(), bytes(b'   ').split()",
     "bytearray(b' a  b c ').split(), bytearray(b' a  b c ').split(None, 1), bytearray(b' a  b c ').rsplit(None, 1), bytearray(b'').split(), bytearray(b'   ').split()",
     "bytes(b'a,b,,c').split(b','), bytes(b'a,b,,c').split(b',', 1), bytes(b'a,b,,c').rsplit(b',', 2), bytes(b'').split(b','), bytes(b'a').split(sep=b'b', maxsplit=3)",
     "bytearray(b'a,b,,c').split(b','), bytearray(b'a,b,,c').split(b',', 1), bytearray(b'a,b,,c').rsplit(b',', 2), bytearray(b'').split(b','), bytearray(b'a').split(sep=b'b', maxsplit=3)",
     "bytes(b'a').split(b'')",
     "bytearray(b'a').split(b'')",
     "bytes(b'a').split('a')",
     "bytearray(b'a').split('a')",
     "bytes(b'a').split(b'a', 'x')",
     "bytearray(b'a').split(b'a', 'x')",
     "bytes(b'a\\nb\\r\\nc\\rd\\x0be').splitlines(), bytes(b'a\\n\\nb').splitlines(True), bytes(b'').splitlines(), bytes(b'\\n').splitlines(keepends=True)",
     "bytearray(b'a\\nb\\r\\nc\\rd\\x0be').splitlines(), bytearray(b'a\\n\\nb').splitlines(True), bytearray(b'').splitlines(), bytearray(b'\\n').splitlines(keepends=True)",
     "bytes(b' a ').strip(), bytes(b'xxaxx').strip(b'x'), bytes(b'xyaxy').lstrip(b'yx'), bytes(b'xyaxy').rstrip(b'yx'), bytes(b'a').strip(None)",
     "bytearray(b' a ').strip(), bytearray(b'xxaxx').strip(b'x'), bytearray(b'xyaxy').lstrip(b'yx'), bytearray(b'xyaxy').rstrip(b'yx'), bytearray(b'a').strip(None)",
     "bytes(b'a').strip('a')",
     "bytearray(b'a').strip('a')",
     "bytes(b'a').strip(1)",
     "bytearray(b'a').strip(1)",
     "bytes(b'a=b=c').partition(b'='), bytes(b'a=b=c').rpartition(b'='), bytes(b'abc').partition(b'='), bytes(b'abc').rpartition(b'=')",
     "bytearray(b'a=b=c').partition(b'='), bytearray(b'a=b=c').rpartition(b'='), bytearray(b'abc').partition(b'='), bytearray(b'abc').rpartition(b'=')",
     "bytes(b'a').partition(b'')",
     "bytearray(b'a').partition(b'')",
     "bytes(b'a').partition('a')",
     "bytearray(b'a').partition('a')",
     "bytes(b', ').join([b'a', bytearray(b'b'), memoryview(b'c')]), bytes(b'').join([]), bytes(b'x').join([b'a']), bytes(b'x').join((b'', b'')), bytes(b'').join(iter([b'1', b'2']))",
     "bytearray(b', ').join([b'a', bytearray(b'b'), memoryview(b'c')]), bytearray(b'').join([]), bytearray(b'x').join([b'a']), bytearray(b'x').join((b'', b'')), bytearray(b'').join(iter([b'1', b'2']))",
     "bytes(b'').join([b'a', 'b'])",
     "bytearray(b'').join([b'a', 'b'])",
     "bytes(b'').join([1])",
     "bytearray(b'').join([1])",
     "bytes(b'').join(1)",
     "bytearray(b'').join(1)",
     "bytes(b'').join('ab')",
     "bytearray(b'').join('ab')",
     "bytes(b'a-b').replace(b'-', b'+'), bytes(b'aaa').replace(b'a', b'bb', 2), bytes(b'abc').replace(b'', b'.'), bytes(b'abc').replace(b'', b'-', 2), bytes(b'aaa').replace(b'aa', b''), bytes(b'').replace(b'', b'x'), bytes(b'a').replace(b'a', b'b', 0)",
     "bytearray(b'a-b').replace(b'-', b'+'), bytearray(b'aaa').replace(b'a', b'bb', 2), bytearray(b'abc').replace(b'', b'.'), bytearray(b'abc').replace(b'', b'-', 2), bytearray(b'aaa').replace(b'aa', b''), bytearray(b'').replace(b'', b'x'), bytearray(b'a').replace(b'a', b'b', 0)",
     "bytes(b'a').replace('a', b'b')",
     "bytearray(b'a').replace('a', b'b')",
     "bytes(b'a').replace(b'a', b'b', count=1)",
     "bytearray(b'a').replace(b'a', b'b', count=1)")
