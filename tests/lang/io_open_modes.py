# open() checks modes and their company before it touches the file.
for arguments in [('', {}), ('z', {}), ('rw', {}), ('rbt', {}), ('r+w', {}), ('rb', {'encoding': 'utf-8'}),
                  ('rb', {'errors': 'strict'}), ('rb', {'newline': ''}), ('U', {})]:
    try:
        open('/nowhere/at/all', arguments[0], **arguments[1])
    except (ValueError, OSError) as e:
        print(arguments, type(e).__name__, e)
for file, mode in ((None, 'r'), (1.5, 'r'), ('a\0b', 'r'), (-1, 'r'), ('/nowhere/x', 'r'), ('/tmp', 'r')):
    try:
        open(file, mode)
    except (TypeError, ValueError, OSError) as e:
        print(repr(file), type(e).__name__, e)
