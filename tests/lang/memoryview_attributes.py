# What a memoryview tells about itself.
import array


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("[getattr(memoryview(b'abcd'), n) for n in 'nbytes readonly itemsize format ndim shape strides suboffsets c_contiguous f_contiguous contiguous obj'.split()]",
     "[getattr(memoryview(array.array('i', [1, 2, 3])), n) for n in 'nbytes readonly itemsize format ndim shape strides suboffsets c_contiguous f_contiguous contiguous'.split()]",
     "[getattr(memoryview(bytearray(12)).cast('i', [3, 1]), n) for n in 'nbytes readonly itemsize format ndim shape strides c_contiguous f_contiguous'.split()]",
     "[getattr(memoryview(b'abcdef')[::-2], n) for n in 'nbytes shape strides c_contiguous contiguous'.split()]",
     "memoryview(b'abc')[1], memoryview(b'abc')[-1], bytes(memoryview(b'abcdef')[1:4]), memoryview(b'abcdef')[::2].tolist(), len(memoryview(b'abc')), list(memoryview(b'ab'))",
     "memoryview(b'abc')[3]",
     "memoryview(b'abc')['a']",
     "memoryview(b'abc')[1.0]",
     "memoryview(b'abc')[0, 0]",
     "memoryview(b'abc')[0:1, 0:1]",
     "memoryview(b'abc')[()]",
     "memoryview('a')",
     'memoryview(1)',
     'memoryview()',
     "memoryview(object=b'a').tobytes()",
     "memoryview(b'abc') == b'abc', memoryview(b'abc') == bytearray(b'abc'), memoryview(b'abc') == memoryview(b'abd'), memoryview(b'abc') != 'abc', memoryview(b'abc')[::2] == b'ac'",
     "memoryview(array.array('i', [1, 2])) == memoryview(array.array('b', [1, 2])), memoryview(array.array('d', [1.5])) == memoryview(array.array('f', [1.5]))",
     "memoryview(b'a') < memoryview(b'b')",
     "hash(memoryview(b'abc')) == hash(b'abc'), hash(memoryview(b'abc')[::2]) == hash(b'ac')",
     "hash(memoryview(bytearray(b'abc')))",
     "hash(memoryview(b'abcd').cast('i'))",
     "memoryview(b'\\1\\2').hex(), memoryview(b'\\1\\2\\3')[::2].hex('-')",
     "memoryview(b'abcd').tobytes('F'), memoryview(b'abcdef').cast('B', [2, 3]).tobytes('F'), memoryview(b'abcdef').cast('B', [2, 3]).tolist()",
     "memoryview(b'abc').tobytes('X')",
     "97 in memoryview(b'abc'), 200 in memoryview(b'abc')",
     "memoryview(b'abc').toreadonly().readonly, memoryview(bytearray(b'a')).toreadonly().readonly",
     "memoryview(b'abcd').cast('B', [2, 2])[1, 0], memoryview(b'abcd').cast('B', [2, 2])[-1, -1]",
     "memoryview(b'abcd').cast('B', [2, 2])[0]",
     "memoryview(b'abcd').cast('B', [2, 2])[2, 0]",
     "memoryview(b'abcd').cast('B', [2, 2])[0, 0, 0]",
     "memoryview(b'abcd').cast('B', [2, 2])[0,]",
     "len(memoryview(b'abcdef').cast('B', [2, 3])), memoryview(b'abcdef').cast('B', [2, 3])[1:].tolist()",
     "memoryview(b'abcd').cast('i').tolist(), memoryview(b'abcd').cast('c').tolist(), memoryview(b'\\0\\1').cast('?').tolist(), memoryview(bytes(8)).cast('d').tolist(), memoryview(b'\\0\\x3c').cast('e').tolist()",
     "memoryview(b'abc').cast('i')",
     "memoryview(b'abcd').cast('i').cast('h')",
     "memoryview(b'abcd').cast('<i')",
     "memoryview(b'abcd').cast('ii')",
     "memoryview(b'abcd')[::2].cast('B')",
     "memoryview(b'abcd').cast('B', [3])",
     "memoryview(b'abcd').cast('B', [0])",
     "memoryview(b'abcd').cast('B', ['a'])",
     "memoryview(b'abcd').cast('B', 4)",
     "memoryview(b'').cast('i').tolist()",
     "memoryview(b'a').cast('B', []).tolist(), memoryview(b'a').cast('B', [])[()], memoryview(b'a').cast('B', []).ndim",
     "len(memoryview(b'a').cast('B', []))",
     "memoryview(b'abcd').cast(5)",
     "memoryview(memoryview(b'ab')).tobytes()",
     "type('M', (memoryview,), {})")
