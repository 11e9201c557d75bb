/* runtime/import_report.h -- what -v and -X importtime print; nothing, at the cost of a branch, without them. */
#ifndef RUNTIME_IMPORT_REPORT_H
#define RUNTIME_IMPORT_REPORT_H
#include "runtime/import.h"

typedef struct ImportTimer { int64_t start_ns, outer_ns; } ImportTimer;
/* Around the finding and loading of one module. */
ImportTimer import_timer_start(void);
void import_timer_stop(ImportTimer timer, Ref name);
/* A module has been loaded. */
void import_report_loaded(Ref name, Ref module);
/* The code of the source file at path has been read from its cache file (NULL: compiled). */
void import_report_code(Ref path, const char *cache);
#endif
