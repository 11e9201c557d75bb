/* stdlib/sys/sys_streams.c -- sys.stdin, sys.stdout, sys.stderr: made at start-up, flushed at exit. */
#include "runtime/cmdline.h"
#include "runtime/codec_internal.h"
#include "runtime/exc.h"
#include "runtime/str.h"
#include "stdlib/io/io.h"
#include "stdlib/sys/sys.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* PYTHONIOENCODING=encoding:errors */
typedef struct StreamEncoding { char encoding[64], errors[64]; } StreamEncoding;

/* The locales that say nothing about the user's encoding: undecodable names must survive a round trip. */
static bool posix_locale(void)
{
    const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < N_ELEMENTS(names); i++) {
        const char *locale = getenv(names[i]);
        if (locale != NULL && *locale)
            return !strcmp(locale, "C") || !strcmp(locale, "POSIX") || !strcmp(locale, "C.UTF-8") ||
                   !strcmp(locale, "C.utf8") || !strcmp(locale, "UTF-8");
    }
    return true;
}

/* The name its codec goes by: sys.stdout.encoding is "iso8859-1" for latin1. */
static int use_codec_name(StreamEncoding *e)
{
    Value codec = codec_lookup(e->encoding);
    Value name = value_is_error(codec) ? codec : object_getattr_cstr(codec, "name");
    if (!value_is_error(codec))
        value_drop(codec);
    if (value_is_error(name))
        return -1;
    const char *text = value_is_str(name) ? str_c_text("lookup", "name", name) : NULL;
    if (text != NULL && strlen(text) < sizeof e->encoding)
        strcpy(e->encoding, text);
    value_drop(name);
    return exc_pending() ? -1 : 0;
}

static int choose_encoding(StreamEncoding *e)
{
    strcpy(e->encoding, "utf-8");
    strcpy(e->errors, cmdline.utf8_mode || posix_locale() ? "surrogateescape" : "strict");
    const char *setting = cmdline_environment("PYTHONIOENCODING");
    if (setting == NULL)
        return 0;
    const char *colon = strchr(setting, ':');
    size_t len = colon == NULL ? strlen(setting) : (size_t)(colon - setting);
    if (len > 0 && len < sizeof e->encoding) {
        memcpy(e->encoding, setting, len);
        e->encoding[len] = 0;
        if (colon == NULL || !colon[1])
            strcpy(e->errors, "strict");
    }
    if (colon != NULL && colon[1] && strlen(colon + 1) < sizeof e->errors)
        strcpy(e->errors, colon + 1);
    /* the usual name needs no codec, nor the modules that know it */
    return strcmp(e->encoding, "utf-8") ? use_codec_name(e) : 0;
}

static Value open_stream(int fd, const char *name, const StreamEncoding *encoding, const char *errors)
{
    struct stat st;
    if (fstat(fd, &st))
        return VALUE_NONE; /* the descriptor is closed: no stream */
    bool writing = fd != 0;
    Value name_str = str_intern_cstr(name);
    Value raw = fileio_from_fd(fd, writing ? "wb" : "rb", name_str, false);
    if (value_is_error(raw)) {
        value_drop(name_str);
        return VALUE_ERROR;
    }
    bool terminal = S_ISCHR(st.st_mode) && isatty(fd);
    bool unbuffered = cmdline.unbuffered && writing;
    Value buffer = unbuffered ? value_dup(raw)
                              : buffered_new(writing ? &type_buffered_writer : &type_buffered_reader, raw, IO_BUFFER_SIZE);
    value_drop(raw);
    value_drop(name_str);
    if (value_is_error(buffer))
        return VALUE_ERROR;
    bool line_buffering = writing && !unbuffered && (terminal || fd == 2 || cmdline.interactive);
    Value stream = textio_new(buffer, encoding->encoding, errors, writing ? "\n" : NULL, line_buffering, unbuffered);
    value_drop(buffer);
    if (value_is_error(stream))
        return VALUE_ERROR;
    Value mode = str_from_cstr(writing ? "w" : "r");
    textio_set_mode(stream, mode);
    value_drop(mode);
    return stream;
}

int sys_open_streams(void)
{
    static const struct { const char *name, *original, *file; } streams[] = {
        {"stdin", "__stdin__", "<stdin>"}, {"stdout", "__stdout__", "<stdout>"}, {"stderr", "__stderr__", "<stderr>"},
    };
    StreamEncoding encoding;
    if (choose_encoding(&encoding))
        return -1;
    for (int fd = 0; fd < 3; fd++) {
        Value stream = open_stream(fd, streams[fd].file, &encoding, fd == 2 ? "backslashreplace" : encoding.errors);
        if (value_is_error(stream))
            return -1;
        int failed = sys_set(streams[fd].name, stream) || sys_set(streams[fd].original, stream);
        value_drop(stream);
        if (failed)
            return -1;
    }
    return 0;
}

/* ---- at exit ---- */
static int flush_stream(Ref name, bool report)
{
    Value stream = value_dup(sys_get_named(name));
    int result = 0;
    if (!value_is_absent(stream) && !value_is_none(stream)) {
        int closed = io_is_closed(stream);
        if (closed < 0)
            exc_clear();
        if (closed == 0) {
            Value flushed = object_call_method0(stream, NAME(flush));
            if (value_is_error(flushed)) {
                if (report)
                    exc_unraisable("Exception ignored on flushing sys.stdout", VALUE_NONE);
                else
                    exc_clear();
                result = -1;
            }
            value_drop(flushed);
        }
    }
    value_drop(stream);
    return result;
}

int sys_flush_streams(void)
{
    int out = flush_stream(NAME(stdout), true);
    flush_stream(NAME(stderr), false);
    return out;
}
