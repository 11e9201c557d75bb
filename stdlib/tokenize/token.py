"""Token constants."""

# What the tokens are called, in the order of their numbers, with the text of those that are always the same.
# The tokenizer in C (_tokenize) takes its numbers from here.
_TOKENS = """
    ENDMARKER         NAME              NUMBER            STRING
    NEWLINE           INDENT            DEDENT
    LPAR (            RPAR )            LSQB [            RSQB ]
    COLON :           COMMA ,           SEMI ;            PLUS +
    MINUS -           STAR *            SLASH /           VBAR |
    AMPER &           LESS <            GREATER >         EQUAL =
    DOT .             PERCENT %         LBRACE {          RBRACE }
    EQEQUAL ==        NOTEQUAL !=       LESSEQUAL <=      GREATEREQUAL >=
    TILDE ~           CIRCUMFLEX ^      LEFTSHIFT <<      RIGHTSHIFT >>
    DOUBLESTAR **     PLUSEQUAL +=      MINEQUAL -=       STAREQUAL *=
    SLASHEQUAL /=     PERCENTEQUAL %=   AMPEREQUAL &=     VBAREQUAL |=
    CIRCUMFLEXEQUAL ^=                  LEFTSHIFTEQUAL <<=
    RIGHTSHIFTEQUAL >>=                 DOUBLESTAREQUAL **=
    DOUBLESLASH //    DOUBLESLASHEQUAL //=
    AT @              ATEQUAL @=        RARROW ->         ELLIPSIS ...
    COLONEQUAL :=     EXCLAMATION !     OP
    TYPE_IGNORE       TYPE_COMMENT      SOFT_KEYWORD
    FSTRING_START     FSTRING_MIDDLE    FSTRING_END
    COMMENT           NL                ERRORTOKEN        ENCODING
    N_TOKENS
"""

__all__ = ["tok_name", "ISTERMINAL", "ISNONTERMINAL", "ISEOF"]

tok_name = {}
EXACT_TOKEN_TYPES = {}


def _define(words):
    for word in words:
        if word.replace("_", "").isalpha():
            number = len(tok_name)
            tok_name[number] = word
        else:
            EXACT_TOKEN_TYPES[word] = number
    tok_name[256] = "NT_OFFSET"
    globals().update({name: number for number, name in tok_name.items()})
    __all__.extend(tok_name.values())


_define(_TOKENS.split())
EXACT_TOKEN_TYPES = dict(sorted(EXACT_TOKEN_TYPES.items()))


def ISTERMINAL(x):
    return x < NT_OFFSET


def ISNONTERMINAL(x):
    return x >= NT_OFFSET


def ISEOF(x):
    return x == ENDMARKER
