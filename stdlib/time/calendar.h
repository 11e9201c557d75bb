/* stdlib/time/calendar.h -- struct_time and what turns it into text and numbers. */
#ifndef TIME_CALENDAR_H
#define TIME_CALENDAR_H
#include "runtime/object.h"
/* Add struct_time, gmtime, strftime, timezone, ... to the time module. 0 or -1. */
int calendar_add(Ref module) MUST_CHECK;
#endif
