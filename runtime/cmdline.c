/* runtime/cmdline.c -- options and PYTHON* variables, as CPython 3.13 understands them. */
#include "runtime/cmdline.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEFT_VERSION_TEXT "Python 3.13.0 (weft 0.1.0)"

CommandLine cmdline = {.int_max_str_digits = -1, .hash_randomization = true};

static const char help_text[] =
    "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "Options (and corresponding environment variables):\n"
    "-b     : issue warnings about converting bytes/bytearray to str and comparing\n"
    "         bytes/bytearray with str or bytes with int; also BYTESWARNING\n"
    "         (-bb: issue errors)\n"
    "-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-d     : accepted for compatibility; also PYTHONDEBUG=x\n"
    "-E     : ignore PYTHON* environment variables (such as PYTHONPATH)\n"
    "-h     : print this help message and exit (also -? or --help)\n"
    "-i     : inspect interactively after running script; forces a prompt even\n"
    "         if stdin does not appear to be a terminal; also PYTHONINSPECT=x\n"
    "-I     : isolate from the user's environment (implies -E, -P and -s)\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-O     : remove assert and __debug__-dependent statements; add .opt-1 before\n"
    "         .pyc extension; also PYTHONOPTIMIZE=x\n"
    "-OO    : do -O changes and also discard docstrings; add .opt-2 before\n"
    "         .pyc extension\n"
    "-P     : don't prepend a potentially unsafe path to sys.path; also\n"
    "         PYTHONSAFEPATH\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x\n"
    "-S     : don't add site-packages directories to sys.path\n"
    "-u     : force the stdout and stderr streams to be unbuffered;\n"
    "         this option has no effect on stdin; also PYTHONUNBUFFERED=x\n"
    "-v     : verbose (trace import statements); also PYTHONVERBOSE=x\n"
    "         can be supplied multiple times to increase verbosity\n"
    "-V     : print the Python version number and exit (also --version)\n"
    "-W arg : warning control; arg is action:message:category:module:lineno\n"
    "         also PYTHONWARNINGS=arg\n"
    "-x     : skip first line of source, allowing use of non-Unix forms of #!cmd\n"
    "-X opt : set implementation-specific option\n"
    "--check-hash-based-pycs always|default|never:\n"
    "         accepted for compatibility\n"
    "\n"
    "Arguments:\n"
    "file   : program read from script file\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n";

static const char usage_text[] =
    "usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "Try `python -h' for more information.\n";

const char *cmdline_environment(const char *name)
{
    if (cmdline.ignore_environment)
        return NULL;
    const char *value = getenv(name);
    return value != NULL && *value ? value : NULL;
}

const char *cmdline_x_option(const char *name)
{
    size_t len = strlen(name);
    for (int i = cmdline.n_x_options; i-- > 0;) {
        const char *option = cmdline.x_options[i];
        if (!strncmp(option, name, len) && (option[len] == 0 || option[len] == '='))
            return option[len] ? option + len + 1 : "";
    }
    return NULL;
}

static int usage_error(void)
{
    fprintf(stderr, usage_text, cmdline.program);
    return 2;
}

static void append(const char ***list, int *n, const char *item)
{
    const char **bigger = realloc(*list, ((size_t)*n + 1) * sizeof *bigger);
    if (bigger == NULL) {
        fprintf(stderr, "Fatal error: out of memory\n");
        exit(1);
    }
    *list = bigger;
    bigger[(*n)++] = item;
}

/* ---- options ---- */
typedef struct OptionReader {
    int argc, next;
    char **argv;
    const char *rest;   /* what is left of a group like -Bs */
} OptionReader;

/* The argument of -c, -m, -W, -X: the rest of the group or the next word; NULL when missing. */
static const char *option_argument(OptionReader *r, char option)
{
    const char *value = r->rest;
    if (*value) {
        r->rest += strlen(r->rest);
        return value;
    }
    if (r->next < r->argc)
        return r->argv[r->next++];
    fprintf(stderr, "Argument expected for the -%c option\n", option);
    return NULL;
}

static int print_version(OptionReader *r)
{
    if (strchr(r->rest, 'V') != NULL) {
        printf("%s [language 3.13, built %s]\n", WEFT_VERSION_TEXT, __DATE__);
        return 0;
    }
    printf("%s\n", WEFT_VERSION_TEXT);
    return 0;
}

static int print_help(void)
{
    printf(help_text, cmdline.program);
    return 0;
}

/* -1: go on; else the exit status. *stop: the option ends the options. */
static int read_option(OptionReader *r, char option, bool *stop)
{
    const char *argument;
    switch (option) {
    case 'b': cmdline.bytes_warning++; break;
    case 'B': cmdline.dont_write_bytecode = 1; break;
    case 'd': cmdline.debug = 1; break;
    case 'E': cmdline.ignore_environment = 1; break;
    case 'i': cmdline.inspect++; cmdline.interactive++; break;
    case 'I': cmdline.isolated = cmdline.ignore_environment = cmdline.no_user_site = 1; cmdline.safe_path = 1; break;
    case 'O': cmdline.optimise++; break;
    case 'P': cmdline.safe_path = 1; break;
    case 'q': cmdline.quiet = 1; break;
    case 'R': cmdline.random_hash = true; break;
    case 's': cmdline.no_user_site = 1; break;
    case 'S': cmdline.no_site = 1; break;
    case 'u': cmdline.unbuffered = 1; break;
    case 'v': cmdline.verbose++; break;
    case 'x': cmdline.skip_first_line = true; break;
    case 't': break;
    case 'h': case '?': return print_help();
    case 'V': return print_version(r);
    case 'c': case 'm':
        if ((argument = option_argument(r, option)) == NULL)
            return usage_error();
        cmdline.kind = option == 'c' ? RUN_COMMAND : RUN_MODULE;
        cmdline.target = argument;
        *stop = true;
        break;
    case 'W':
        if ((argument = option_argument(r, option)) == NULL)
            return usage_error();
        append(&cmdline.warnings, &cmdline.n_warnings, argument);
        break;
    case 'X':
        if ((argument = option_argument(r, option)) == NULL)
            return usage_error();
        append(&cmdline.x_options, &cmdline.n_x_options, argument);
        break;
    case 'J':
        fprintf(stderr, "-J is reserved for Jython\n");
        return usage_error();
    default:
        fprintf(stderr, "Unknown option: -%c\n", option);
        return usage_error();
    }
    return -1;
}

static int read_long_option(OptionReader *r, const char *word)
{
    if (!strcmp(word, "--help") || !strcmp(word, "--help-all") || !strcmp(word, "--help-env") ||
        !strcmp(word, "--help-xoptions"))
        return print_help();
    if (!strcmp(word, "--version")) {
        printf("%s\n", WEFT_VERSION_TEXT);
        return 0;
    }
    if (!strcmp(word, "--check-hash-based-pycs")) {
        if (r->next >= r->argc) {
            fprintf(stderr, "Argument expected for the --check-hash-based-pycs option\n");
            return usage_error();
        }
        cmdline.check_hash_pycs = r->argv[r->next++];
        if (strcmp(cmdline.check_hash_pycs, "always") && strcmp(cmdline.check_hash_pycs, "never") &&
            strcmp(cmdline.check_hash_pycs, "default")) {
            fprintf(stderr, "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n");
            return usage_error();
        }
        return -1;
    }
    fprintf(stderr, "unknown option %s\n", word);
    return usage_error();
}

static int read_options(OptionReader *r)
{
    bool stop = false;
    while (!stop && r->next < r->argc) {
        char *word = r->argv[r->next];
        if (word[0] != '-' || word[1] == 0)
            break;
        r->next++;
        if (!strcmp(word, "--"))
            break;
        int status = -1;
        if (word[1] == '-') {
            status = read_long_option(r, word);
        } else {
            for (r->rest = word + 1; *r->rest && status < 0 && !stop;) {
                char option = *r->rest++;
                status = read_option(r, option, &stop);
            }
        }
        if (status >= 0)
            return status;
    }
    return -1;
}

/* ---- environment ---- */
/* PYTHONxxx=1 or any text means 1; a number means itself when it is bigger than what the options say. */
static void raise_level(int *level, const char *name)
{
    const char *value = cmdline_environment(name);
    if (value == NULL)
        return;
    char *end;
    long number = strtol(value, &end, 10);
    int wanted = *end || number < 0 || number > 1000 ? 1 : (int)number;
    if (wanted > *level)
        *level = wanted;
}

/* PYTHONWARNINGS comes before -W: what comes later wins. */
static void read_warnings(void)
{
    const char **given = cmdline.warnings;
    int n_given = cmdline.n_warnings;
    cmdline.warnings = NULL;
    cmdline.n_warnings = 0;
    if (cmdline.dev_mode)
        append(&cmdline.warnings, &cmdline.n_warnings, "default");
    const char *value = cmdline_environment("PYTHONWARNINGS");
    if (value != NULL) {
        char *copy = strdup(value), *rest = copy;
        for (char *item; copy != NULL && (item = strsep(&rest, ",")) != NULL;)
            append(&cmdline.warnings, &cmdline.n_warnings, item);
    }
    for (int i = 0; i < n_given; i++)
        append(&cmdline.warnings, &cmdline.n_warnings, given[i]);
    free(given);
    if (cmdline.bytes_warning == 1)
        append(&cmdline.warnings, &cmdline.n_warnings, "default::BytesWarning");
    else if (cmdline.bytes_warning > 1)
        append(&cmdline.warnings, &cmdline.n_warnings, "error::BytesWarning");
}

static int read_max_digits(void)
{
    const char *value = cmdline_x_option("int_max_str_digits");
    const char *source = "-X int_max_str_digits";
    if (value == NULL) {
        value = cmdline_environment("PYTHONINTMAXSTRDIGITS");
        source = "PYTHONINTMAXSTRDIGITS";
    }
    if (value == NULL)
        return -1;
    char *end;
    long digits = strtol(value, &end, 10);
    if (!*value || *end || (digits != 0 && (digits < 640 || digits > INT32_MAX))) {
        fprintf(stderr, "Fatal Python error: config_init_int_max_str_digits: %s: invalid limit; must be >= 640 or 0 "
                        "for unlimited.\nPython runtime state: preinitialized\n\n"
                        "Current thread 0x0000000000000000 (most recent call first):\n  <no Python frame>\n", source);
        return 1;
    }
    cmdline.int_max_str_digits = (int)digits;
    return -1;
}

static int read_hash_seed(void)
{
    const char *seed = cmdline_environment("PYTHONHASHSEED");
    if (cmdline.random_hash || seed == NULL || !strcmp(seed, "random"))
        return -1;
    char *end;
    unsigned long value = strtoul(seed, &end, 10);
    if (*end || value > 4294967295ul || *seed == '-') {
        fprintf(stderr, "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in "
                        "range [0; 4294967295]\nPython runtime state: preinitialized\n\n"
                        "Current thread 0x0000000000000000 (most recent call first):\n  <no Python frame>\n");
        return 1;
    }
    cmdline.hash_randomization = value != 0;
    return -1;
}

/* The locale whose characters are ASCII, as far as it says: its programs read and write UTF-8 all the same (PEP 540). */
static bool posix_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *locale = getenv(variables[i]);
        if (locale != NULL && *locale)
            return !strcmp(locale, "C") || !strcmp(locale, "POSIX");
    }
    return true;
}

static int read_utf8_mode(void)
{
    const char *option = cmdline_x_option("utf8"), *variable = cmdline_environment("PYTHONUTF8");
    const char *value = option != NULL ? option : variable;
    if (option != NULL && !*option)
        value = "1"; /* -X utf8 */
    if (value == NULL || !*value) {
        cmdline.utf8_mode = posix_locale();
        return -1;
    }
    if (strcmp(value, "0") && strcmp(value, "1")) {
        fprintf(stderr, "Fatal Python error: preconfig_init_utf8_mode: invalid %s value\n"
                        "Python runtime state: preinitializing\n\n",
                option != NULL ? "-X utf8 option" : "PYTHONUTF8 environment variable");
        return 1;
    }
    cmdline.utf8_mode = *value == '1';
    return -1;
}

/* PYTHON_GIL and -X gil: there is a GIL, always. */
static int check_gil(void)
{
    const char *option = cmdline_x_option("gil"), *value = option == NULL ? cmdline_environment("PYTHON_GIL") : option;
    if (value == NULL || !strcmp(value, "1"))
        return -1;
    fprintf(stderr, "Fatal Python error: config_read_gil: %s\nPython runtime state: preinitialized\n\n"
                    "Current thread 0x0000000000000000 (most recent call first):\n  <no Python frame>\n",
            !strcmp(value, "0") ? "Disabling the GIL is not supported by this build"
            : option != NULL ? "PYTHON_GIL / -X gil must be \"0\" or \"1\"" : "PYTHON_GIL must be \"0\" or \"1\"");
    return 1;
}

int cmdline_cpu_count(void)
{
    const char *text = cmdline_x_option("cpu_count");
    if (text == NULL)
        text = cmdline_environment("PYTHON_CPU_COUNT");
    int count = text == NULL ? -1 : atoi(text);
    return count > 0 ? count : -1;
}

/* A variable that only switches on. */
static void switch_on(int *flag, const char *name)
{
    if (cmdline_environment(name) && *flag == 0)
        *flag = 1;
}

static int read_environment(void)
{
    switch_on(&cmdline.debug, "PYTHONDEBUG");
    raise_level(&cmdline.verbose, "PYTHONVERBOSE");
    raise_level(&cmdline.optimise, "PYTHONOPTIMIZE");
    switch_on(&cmdline.inspect, "PYTHONINSPECT");
    switch_on(&cmdline.dont_write_bytecode, "PYTHONDONTWRITEBYTECODE");
    switch_on(&cmdline.no_user_site, "PYTHONNOUSERSITE");
    switch_on(&cmdline.unbuffered, "PYTHONUNBUFFERED");
    switch_on(&cmdline.safe_path, "PYTHONSAFEPATH");
    cmdline.dev_mode = cmdline_x_option("dev") != NULL || cmdline_environment("PYTHONDEVMODE") != NULL;
    if (cmdline_x_option("warn_default_encoding") || cmdline_environment("PYTHONWARNDEFAULTENCODING"))
        cmdline.warn_default_encoding = true;
    cmdline.no_debug_ranges = cmdline_x_option("no_debug_ranges") || cmdline_environment("PYTHONNODEBUGRANGES");
    if (cmdline_x_option("importtime") || cmdline_environment("PYTHONPROFILEIMPORTTIME"))
        cmdline.import_time = true;
    read_warnings();
    int status = read_max_digits();
    if (status < 0)
        status = read_utf8_mode();
    if (status < 0)
        status = check_gil();
    return status >= 0 ? status : read_hash_seed();
}

int cmdline_parse(int argc, char **argv)
{
    cmdline.program = argc > 0 ? argv[0] : "weft";
    cmdline.original = argv;
    cmdline.n_original = argc;
    cmdline.kind = RUN_STDIN;
    OptionReader reader = {.argc = argc, .argv = argv, .next = 1, .rest = ""};
    int status = read_options(&reader);
    if (status >= 0)
        return status;
    if (cmdline.kind == RUN_STDIN && reader.next < argc) {
        cmdline.target = argv[reader.next++];
        cmdline.kind = strcmp(cmdline.target, "-") ? RUN_FILE : RUN_STDIN;
    }
    cmdline.arguments = argv + reader.next;
    cmdline.n_arguments = argc - reader.next;
    return read_environment();
}
