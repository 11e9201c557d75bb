/* stdlib/atexit/atexit.h */
#ifndef STDLIB_ATEXIT_H
#define STDLIB_ATEXIT_H
/* Call what is registered, last first; errors are unraisable.  At the end of the program, and in forked children's. */
void atexit_run(void);
#endif
