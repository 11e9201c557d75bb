/* parser/source.c -- decoding (PEP 263), line ends and padding of source text. */
#include "parser/source.h"

#include "lexer/lexer.h"
#include "runtime/codec.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include <stdio.h>
#include <string.h>

#define PADDING 16

static bool has_bom(const char *bytes, size_t byte_len)
{
    return byte_len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
}

/* Copy text into the arena with every \r\n and \r as \n. */
static char *copy_text(Arena *arena, const char *text, size_t byte_len, size_t *out_len)
{
    char *copy = arena_alloc(arena, byte_len + 1 + PADDING);
    if (!copy)
        return NULL;
    char *out = copy;
    const char *end = text + byte_len;
    while (text < end) {
        const char *cr = memchr(text, '\r', (size_t)(end - text));
        size_t n = (size_t)((cr ? cr : end) - text);
        memcpy(out, text, n);
        out += n;
        if (!cr)
            break;
        *out++ = '\n';
        text = cr + 1;
        if (text < end && *text == '\n')
            text++;
    }
    memset(out, 0, PADDING + 1);
    *out_len = (size_t)(out - copy);
    return copy;
}

/* A SyntaxError about the whole file, which points at no line. */
static char *fail_encoding(Ref filename, const char *message)
{
    exc_raise_syntax(&type_SyntaxError, filename, message, 0, -1, 0, -1, NULL, 0);
    return NULL;
}

static char *decode_other(Arena *arena, const char *encoding, const char *bytes,
                          size_t byte_len, Ref filename, size_t *out_len)
{
    Value text = codec_decode(bytes, byte_len, encoding, NULL);
    char message[160];
    if (value_is_error(text)) {
        if (!exc_pending_is(&type_LookupError) && !exc_pending_is(&type_ValueError))
            return NULL;
        bool unknown = exc_pending_is(&type_LookupError);
        exc_clear();
        snprintf(message, sizeof message,
                 unknown ? "unknown encoding: %s" : "encoding problem: %s", encoding);
        return fail_encoding(filename, message);
    }
    size_t n;
    const char *utf8 = str_utf8(text, &n);
    char *copy = utf8 ? copy_text(arena, utf8, n, out_len) : NULL;
    value_drop(text);
    return copy;
}

static int line_of(const char *bytes, size_t position)
{
    int line = 1;
    for (size_t i = 0; i < position; i++)
        line += bytes[i] == '\n';
    return line;
}

static char *fail_utf8(const char *bytes, size_t byte_len, const Utf8Error *error,
                       Ref filename)
{
    char message[160];
    unsigned byte = (unsigned char)bytes[error->position];
    snprintf(message, sizeof message, "(unicode error) 'utf-8' codec can't decode byte "
             "0x%02x in position %zu: %s", byte, error->position, error->reason);
    int line = line_of(bytes, error->position);
    exc_raise_syntax(&type_SyntaxError, filename, message, line, 1, line, -1, NULL, 0);
    return NULL;
}

static char *decode_utf8(Arena *arena, const char *bytes, size_t byte_len, Ref filename,
                         bool undeclared, size_t *out_len)
{
    Utf8Error error;
    if (encoding_check_utf8(bytes, byte_len, &error))
        return copy_text(arena, bytes, byte_len, out_len);
    if (!undeclared)
        return fail_utf8(bytes, byte_len, &error, filename);
    char byte[8];
    snprintf(byte, sizeof byte, "%02x", (unsigned char)bytes[error.position]);
    exc_raise(&type_SyntaxError, "Non-UTF-8 code starting with '\\x%s' in file %S on line %d, but no encoding "
              "declared; see https://peps.python.org/pep-0263/ for details", byte, filename,
              line_of(bytes, error.position));
    return NULL;
}

/* PEP 263; `script`: an undeclared encoding is what the error is about. */
static char *decode_source(Arena *arena, const char *bytes, size_t byte_len, Ref filename,
                           bool script, size_t *out_len)
{
    char encoding[64];
    int declared_line;
    bool bom = has_bom(bytes, byte_len);
    if (bom) {
        bytes += 3;
        byte_len -= 3;
    }
    encoding_detect(bytes, byte_len, encoding, &declared_line);
    /* next to a BOM the declaration must be spelt utf-8, as in CPython */
    if (strcmp(encoding, "utf-8") == 0 || (!bom && strcmp(encoding, "utf8") == 0))
        return decode_utf8(arena, bytes, byte_len, filename, script && !bom && !declared_line, out_len);
    if (bom) {
        char message[160];
        snprintf(message, sizeof message, "encoding problem: %s with BOM", encoding);
        return fail_encoding(filename, message);
    }
    return decode_other(arena, encoding, bytes, byte_len, filename, out_len);
}

char *parse_decode_source(Arena *arena, const char *bytes, size_t byte_len, Ref filename,
                          size_t *out_len)
{
    return decode_source(arena, bytes, byte_len, filename, false, out_len);
}

void parse_source_encoding(const char *bytes, size_t byte_len, char name[64])
{
    int declared_line;
    bool bom = has_bom(bytes, byte_len);
    encoding_detect(bytes + (bom ? 3 : 0), byte_len - (bom ? 3 : 0), name,
                    &declared_line);
}

const char *source_prepare(Arena *arena, const char *text, size_t byte_len, Ref filename,
                           ParseMode mode, int flags, size_t *out_len)
{
    if (byte_len > INT32_MAX - 64) {
        exc_raise(&type_OverflowError, "source code is too long");
        return NULL;
    }
    if (memchr(text, 0, byte_len)) {
        exc_raise(&type_SyntaxError, "source code string cannot contain null bytes");
        return NULL;
    }
    char *copy = flags & PARSE_IS_UTF8
        ? copy_text(arena, text, byte_len, out_len)
        : decode_source(arena, text, byte_len, filename, flags & PARSE_SCRIPT, out_len);
    if (!copy)
        return NULL;
    size_t n = *out_len;
    if (mode == PARSE_EXEC && n > 0 && copy[n - 1] != '\n') {
        copy[n] = '\n'; /* the padding is one byte longer than promised */
        *out_len = n + 1;
    }
    return copy;
}
