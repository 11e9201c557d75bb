/* runtime/eventlog.h -- one record format for everything that switches (LAB.md 6). Off: one branch a switch. */
#ifndef RUNTIME_EVENTLOG_H
#define RUNTIME_EVENTLOG_H
#include "runtime/value.h"
typedef enum EventKind {
#define EVENT(name, text) EVENT_##name,
#include "runtime/events.def"
#undef EVENT
    N_EVENT_KINDS
} EventKind;
typedef struct Event {
    int64_t when_ns;
    uint32_t kind;       /* EventKind */
    uint32_t line;       /* where the subject stands */
    uint64_t thread;
    uint64_t subject;    /* id of the generator, task, thread, lock */
    uint64_t other;      /* who resumed, woke, sent; 0 none */
    const void *code;    /* Code of the subject or NULL */
} Event;
extern bool eventlog_on;
void eventlog_record(EventKind kind, const void *subject, const void *other, const void *code, int line, Ref payload);
/* -X trace=FILE: stream records as JSON lines. */
int eventlog_open(const char *path);
void eventlog_close(void);
#define EVENTLOG(...)                          \
    do {                                       \
        if (UNLIKELY(eventlog_on))             \
            eventlog_record(__VA_ARGS__);      \
    } while (0)
#endif
