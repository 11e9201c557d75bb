# What -W options mean, and what is wrong with some.
import warnings

for option in ('foo', 'e', '', 'default:a:b:c:d:e', 'error::Foo', 'error::foo.Bar', 'error:::x:-1', 'error:::x:z',
               'error::Us', 'once:m(:UserWarning:mod.x:5', ':::', 'i::ImportWarning', 'all', 'error::re.error',
               'error::builtins.UserWarning', ' d : text : UserWarning '):
    warnings.resetwarnings()
    try:
        warnings._setoption(option)
        print(repr(option), warnings.filters)
    except Exception as error:
        print(repr(option), type(error).__name__, error)

for arguments in (('foo',), ('error', 3), ('error', '', 3), ('error', '', int), ('error', '', UserWarning, 3),
                  ('error', '', UserWarning, '', -1), ('error', '', UserWarning, '', 'a'), ('error', '(')):
    try:
        print(warnings.filterwarnings(*arguments))
    except Exception as error:
        print(arguments, type(error).__name__, error)
