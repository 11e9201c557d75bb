/* runtime/eventlog.c -- who resumed whom, when: one record format, as a stream of JSON lines. */
#include "runtime/eventlog.h"
#include "runtime/clock.h"
#include "runtime/thread.h"
#include <stdio.h>

bool eventlog_on;
static FILE *stream;
static uint64_t n_recorded;

static const char *const kind_texts[] = {
#define EVENT(name, text) text,
#include "runtime/events.def"
#undef EVENT
};

static void write_line(const Event *e)
{
    fprintf(stream, "{\"t\": %lld, \"kind\": \"%s\", \"thread\": %llu, \"subject\": %llu, \"other\": %llu, \"line\": %u}\n",
            (long long)e->when_ns, kind_texts[e->kind], (unsigned long long)e->thread,
            (unsigned long long)e->subject, (unsigned long long)e->other, e->line);
}

void eventlog_record(EventKind kind, const void *subject, const void *other, const void *code, int line, Ref payload)
{
    Event e = {
        .when_ns = clock_monotonic_ns(),
        .kind = kind,
        .line = line > 0 ? (uint32_t)line : 0,
        .thread = running ? running->id : 0,
        .subject = (uint64_t)(uintptr_t)subject,
        .other = (uint64_t)(uintptr_t)other,
        .code = code,
    };
    (void)payload; /* interface of the laboratory's value trace */
    if (stream)
        write_line(&e);
    n_recorded++;
}

int eventlog_open(const char *path)
{
    eventlog_close();
    stream = fopen(path, "w");
    if (stream == NULL)
        return -1;
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
