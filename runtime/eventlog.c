/* runtime/eventlog.c -- who resumed whom, when: one record format, as a stream of JSON lines.
 *
 * A subject is known by a small number that is never used again; `ids` maps the address of what lives to its number.
 * Writing runs no Python: of a value only what can be said without asking it is written.  All of it happens under the
 * GIL.  The format is described in runtime/README.md. */
#include "runtime/eventlog.h"
#include "runtime/clock.h"
#include "runtime/exc.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "vm/callback.h"
#include <stdio.h>
#include <stdlib.h>

#define N_BUCKETS 4096
#define TEXT_LIMIT 60 /* characters of a str, bytes of nothing else */

typedef struct Known {
    struct Known *next;
    const void *address;
    uint64_t id;
} Known;

bool eventlog_on;
static FILE *stream;
static int64_t began_ns;
static uint64_t last_id;
static Known *ids[N_BUCKETS];

static const char *const kind_texts[] = {
#define EVENT(name, text) text,
#include "runtime/events.def"
#undef EVENT
};

/* ---- numbers of subjects ---- */
static Known **find_id(const void *address)
{
    Known **link = &ids[(uintptr_t)address >> 4 & (N_BUCKETS - 1)];
    while (*link != NULL && (*link)->address != address)
        link = &(*link)->next;
    return link;
}

/* 0 when there is no subject, or no memory to name it. */
static uint64_t id_of(const void *address)
{
    if (address == NULL)
        return 0;
    Known **link = find_id(address);
    if (*link == NULL) {
        Known *known = malloc(sizeof *known);
        if (known == NULL)
            return 0;
        *known = (Known){NULL, address, ++last_id};
        *link = known;
    }
    return (*link)->id;
}

static void forget_id(const void *address)
{
    Known **link = find_id(address), *known = *link;
    if (known == NULL)
        return;
    *link = known->next;
    free(known);
}

/* ---- texts ---- */
static void write_char(uint32_t c)
{
    if (c == '"' || c == '\\')
        fprintf(stream, "\\%c", (char)c);
    else if (c >= 0x20 && c < 0x7F)
        putc((int)c, stream);
    else if (c < 0x10000)
        fprintf(stream, "\\u%04x", c);
    else
        fprintf(stream, "\\u%04x\\u%04x", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
}

static void write_chars(Ref text, int64_t limit)
{
    int64_t n = (int64_t)str_len(text);
    for (int64_t i = 0; i < n && i < limit; i++)
        write_char(str_at(text, i));
    if (n > limit)
        fputs("...", stream);
}

/* As repr() would say it, for what has no __repr__ of its own that could run. */
static void write_value(Ref v)
{
    fputs(", \"value\": \"", stream);
    if (value_is_none(v)) {
        fputs("None", stream);
    } else if (value_is_bool(v)) {
        fputs(value_is_true(v) ? "True" : "False", stream);
    } else if (value_is_int(v)) {
        fprintf(stream, "%lld", (long long)value_as_int(v));
    } else if (value_is_double(v)) {
        fprintf(stream, "%.17g", value_as_double(v));
    } else if (value_is_str(v)) {
        putc('\'', stream);
        write_chars(v, TEXT_LIMIT);
        putc('\'', stream);
    } else {
        putc('<', stream);
        for (const char *p = value_type(v)->name; *p; p++)
            write_char((unsigned char)*p);
        putc('>', stream);
    }
    putc('"', stream);
}

static void write_code(const void *code, uint32_t line)
{
    Ref qualname, filename;
    vm_code_names(code, &qualname, &filename);
    fputs(", \"name\": \"", stream);
    write_chars(qualname, 1000);
    fputs("\", \"file\": \"", stream);
    write_chars(filename, 4096);
    fprintf(stream, "\", \"line\": %u", line);
}

/* ---- records ---- */

/* Who resumes, throws, closes or creates: the generator or the function that runs at this moment. */
static void write_actor(void)
{
    Frame *frame = vm_frame_caller(0);
    if (frame == NULL)
        return;
    Ref qualname, filename;
    vm_code_names(value_as_obj(vm_frame_code(frame)), &qualname, &filename);
    fputs(", \"by\": {\"name\": \"", stream);
    write_chars(qualname, 1000);
    fprintf(stream, "\", \"line\": %d", vm_frame_line(frame));
    const void *generator = vm_frame_generator(frame);
    if (generator != NULL)
        fprintf(stream, ", \"id\": %llu", (unsigned long long)id_of(generator));
    putc('}', stream);
}

static bool is_about_generator(EventKind kind) { return kind <= EVENT_DESTROY; }
static bool has_actor(EventKind kind)
{
    return kind == EVENT_CREATE || kind == EVENT_RESUME || kind == EVENT_SEND || kind == EVENT_THROW ||
           kind == EVENT_CLOSE;
}
static bool has_value(EventKind kind)
{
    return kind == EVENT_SEND || kind == EVENT_YIELD || kind == EVENT_RETURN || kind == EVENT_RAISE ||
           kind == EVENT_THROW;
}

static void write_line(const Event *e, const void *subject, Ref payload)
{
    fprintf(stream, "{\"t\": %lld, \"thread\": %llu, \"kind\": \"%s\"", (long long)e->when_ns,
            (unsigned long long)e->thread, kind_texts[e->kind]);
    if (is_about_generator(e->kind)) {
        fprintf(stream, ", \"id\": %llu, \"type\": \"%s\"", (unsigned long long)e->subject,
                ((const Obj *)subject)->type->name);
        if (e->code != NULL)
            write_code(e->code, e->line);
        if (has_value(e->kind) && !value_is_absent(payload))
            write_value(payload);
        if (e->other != 0)
            fprintf(stream, ", \"%s\": %llu", e->kind == EVENT_YIELD ? "root" : "innermost",
                    (unsigned long long)e->other);
        if (has_actor(e->kind))
            write_actor();
    } else if (e->other != 0) {
        fprintf(stream, ", \"holder\": %llu", (unsigned long long)e->other);
    }
    fputs("}\n", stream);
}

void eventlog_record(EventKind kind, const void *subject, const void *other, const void *code, int line, Ref payload)
{
    if (stream == NULL || running == NULL)
        return;
    bool generator = is_about_generator(kind);
    Event e = {
        .when_ns = clock_monotonic_ns() - began_ns,
        .kind = kind,
        .line = line > 0 ? (uint32_t)line : 0,
        .thread = running->id,
        .subject = generator ? id_of(subject) : running->id,
        .other = generator ? id_of(other) : other != NULL ? ((const Thread *)other)->id : 0,
        .code = code,
    };
    write_line(&e, subject, payload);
    if (kind == EVENT_DESTROY)
        forget_id(subject);
}

int eventlog_open(const char *path)
{
    eventlog_close();
    stream = fopen(path, "we"); /* not for the programs that this one starts */
    if (stream == NULL)
        return -1;
    setvbuf(stream, NULL, _IOLBF, 1 << 16); /* the last records of a process that dies are whole lines */
    began_ns = clock_monotonic_ns();
    eventlog_on = true;
    return 0;
}

void eventlog_close(void)
{
    eventlog_on = false;
    if (stream)
        fclose(stream);
    stream = NULL;
}
