/* runtime/cmdline.h -- the command line and the PYTHON* environment: what to run and how. */
#ifndef RUNTIME_CMDLINE_H
#define RUNTIME_CMDLINE_H
#include <stdbool.h>

typedef enum RunKind {
    RUN_NOTHING,      /* the answer was printed already (-h, -V) */
    RUN_STDIN,        /* `-`, or no program at all: a script on standard input, or the REPL on a terminal */
    RUN_FILE,         /* a file, or a directory or archive with __main__.py */
    RUN_COMMAND,      /* -c */
    RUN_MODULE,       /* -m */
} RunKind;

typedef struct CommandLine {
    RunKind kind;
    const char *program;          /* argv[0] of the process */
    const char *target;           /* file, command text or module name */
    char **arguments;             /* what follows the target: sys.argv[1:] */
    int n_arguments;
    char **original;              /* sys.orig_argv */
    int n_original;

    int debug, inspect, interactive, optimise, dont_write_bytecode, no_user_site, no_site, ignore_environment,
        verbose, bytes_warning, quiet, isolated, dev_mode, utf8_mode, safe_path, unbuffered;
    bool skip_first_line;         /* -x */
    bool random_hash;             /* -R: whatever PYTHONHASHSEED says */
    bool no_debug_ranges, warn_default_encoding, import_time, hash_randomization;
    int int_max_str_digits;       /* -1: the default */
    const char *check_hash_pycs;
    const char **warnings;        /* -W and PYTHONWARNINGS, in the order they apply */
    int n_warnings;
    const char **x_options;       /* -X, as given */
    int n_x_options;
    const char *stdlib_directory; /* -X stdlib=... is not offered: NULL */
} CommandLine;
extern CommandLine cmdline;

/* Read argv and the environment into `cmdline`. Returns -1 to go on, else the exit status to stop with. */
int cmdline_parse(int argc, char **argv);
/* getenv(name) unless -E or -I; NULL when unset or empty. */
const char *cmdline_environment(const char *name);
/* The value of -X name or -X name=value: "" without a value, NULL when not given. */
const char *cmdline_x_option(const char *name);
/* -X cpu_count=N or PYTHON_CPU_COUNT: how many processors to admit to, -1 when not given. */
int cmdline_cpu_count(void);
#endif
