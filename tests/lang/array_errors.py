# array.array: type codes, ranges, indices.
import array, warnings

warnings.simplefilter("ignore")


def show(*sources):
    for source in sources:
        try:
            print(source, '->', repr(eval(source)))
        except Exception as e:
            print(source, '->', type(e).__name__, e)


show("array.array('z')",
     "array.array('i', 'a')",
     "array.array('i', [1, 'a'])",
     "array.array('b', [200])",
     "array.array('B', [-1])",
     "array.array('B', [256])",
     "array.array('h', [100000])",
     "array.array('H', [100000])",
     "array.array('i', [2**31])",
     "array.array('I', [2**32])",
     "array.array('I', [-1])",
     "array.array('l', [2**64])",
     "array.array('L', [2**64])",
     "array.array('L', [-1])",
     "array.array('q', [2**64])",
     "array.array('Q', [2**64])",
     "array.array('u', 'abc')",
     "array.array('w', 'abc')",
     "array.array('w', [1])",
     "array.array('w', 'abc')[0]",
     "array.array('f', ['a'])",
     "array.array('d', [1, 2])",
     'array.array(1)',
     'array.array()',
     "array.array('ii')",
     "array.array('i', b'123')",
     "array.array('i', b'1234')",
     "array.array('i', array.array('d', [1.5]))",
     "array.array('i') + [1]",
     "array.array('i') + array.array('d')",
     "array.array('i').pop()",
     "array.array('i', [1]).pop(5)",
     "array.array('i', [1]).remove(5)",
     "array.array('i', [1]).index(5)",
     "array.array('i', [1])['a']",
     "array.array('i', [1])[5]",
     "array.array('i', [1]).__setitem__(5, 1)",
     "array.array('i', [1]).__setitem__(slice(0, 1), [1])",
     "array.array('i', [1]).__setitem__(slice(0, 1), array.array('d'))",
     "array.array('i', [1, 2, 3]).__setitem__(slice(0, 3, 2), array.array('i', [1]))",
     "array.array('i', [1]).extend(array.array('d'))",
     "array.array('i', [1]).fromlist(1)",
     "array.array('i', [1]).frombytes(b'123')",
     "array.array('i', [1]).fromunicode('a')",
     "array.array('i', [1]).tounicode()",
     "array.array('i', [1]) < array.array('i', [2])",
     "array.array('i', [1]).__reduce_ex__(2)",
     "array.array('i', [1]).__reduce_ex__(3)",
     "array.array('i', [1]).buffer_info()[1]",
     "array.array('i', [1]).insert('a', 1)",
     "array.array('i', [1]) * 2",
     "array.array('i')",
     'array.typecodes')
