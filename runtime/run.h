/* runtime/run.h -- running what the command line names, in __main__. */
#ifndef RUNTIME_RUN_H
#define RUNTIME_RUN_H
#define RUN_INTERRUPTED (-2)  /* a KeyboardInterrupt ended the program */
/* Returns an exit status, or RUN_INTERRUPTED. Exceptions have been reported. */
int run_command_line(void);
#endif
