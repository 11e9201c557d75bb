# _locale in the C locale: settings, conventions, collation, langinfo, translations.
import _locale

print(_locale.setlocale(_locale.LC_ALL, 'C'), _locale.setlocale(_locale.LC_ALL), _locale.setlocale(_locale.LC_TIME, None))
print(_locale.localeconv())
print(_locale.strcoll('a', 'b'), _locale.strcoll('b', 'a'), _locale.strcoll('\u20ac', '\u20ac'), ascii(_locale.strxfrm('a\u20ac')))
print([_locale.nl_langinfo(getattr(_locale, name)) for name in ('DAY_1', 'ABDAY_7', 'MON_1', 'ABMON_12', 'RADIXCHAR', 'D_T_FMT', 'AM_STR', 'ERA')])
print(_locale.gettext('text'), _locale.dgettext(None, 'text'), _locale.dcgettext('d', 'text', _locale.LC_MESSAGES))
print(_locale.textdomain('weft'), _locale.textdomain(None), _locale.bindtextdomain('weft', '/tmp'), _locale.bind_textdomain_codeset('weft', 'utf-8'))
for wrong in (lambda: _locale.setlocale(_locale.LC_ALL, 'xx_YY'), lambda: _locale.setlocale(99), lambda: _locale.setlocale('a'),
              lambda: _locale.setlocale(_locale.LC_ALL, 3), lambda: _locale.setlocale(_locale.LC_ALL, 'a\0b'),
              lambda: _locale.strcoll('a', 1), lambda: _locale.strcoll('a\0', 'b'), lambda: _locale.strxfrm(1),
              lambda: _locale.nl_langinfo(1), lambda: _locale.bindtextdomain('', '/tmp'), lambda: _locale.textdomain(1)):
    try:
        print(wrong())
    except Exception as problem:
        print(type(problem), problem)
