/* runtime/repl_complete.c -- the Tab key: names, attributes, keywords, modules to import, dict keys.
 *
 * Nothing of the program runs: what stands before a dot is found in dicts alone, so properties, __getattr__ and
 * __dir__ stay asleep.  What cannot be known that way is not completed. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/list.h"
#include "runtime/mem.h"
#include "runtime/module.h"
#include "runtime/repl.h"
#include "runtime/str.h"
#include "vm/callback.h"
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <readline/readline.h>

static Ref main_names; /* __main__.__dict__ */

/* ---- the matches found so far ---- */
typedef struct Matches {
    char **items;          /* malloc'ed, as readline wants them */
    size_t n, capacity;
    const char *prefix;    /* what stands before the name in the word: "a.b." */
    size_t prefix_len;
    const char *start;     /* the beginning of the name to complete */
    size_t start_len;
    bool bare;             /* names only: no bracket behind what can be called */
} Matches;

static void add_text(Matches *m, const char *text, const char *suffix)
{
    if (m->n == m->capacity) {
        size_t capacity = m->capacity ? m->capacity * 2 : 64;
        char **items = realloc(m->items, capacity * sizeof *items);
        if (items == NULL)
            return;
        m->items = items;
        m->capacity = capacity;
    }
    size_t len = m->prefix_len + strlen(text) + strlen(suffix) + 1;
    char *item = malloc(len);
    if (item == NULL)
        return;
    snprintf(item, len, "%.*s%s%s", (int)m->prefix_len, m->prefix, text, suffix);
    m->items[m->n++] = item;
}

/* Names with underscores in front only when one was typed. */
static bool fits(const Matches *m, const char *name)
{
    if (strncmp(name, m->start, m->start_len))
        return false;
    return name[0] != '_' || m->start_len > 0;
}

static void add_name(Matches *m, const char *name, const char *suffix)
{
    if (fits(m, name))
        add_text(m, name, m->bare && suffix[0] == '(' ? "" : suffix);
}

static const char *suffix_of(Ref v)
{
    if (value_is_type(v))
        return "(";
    return value_has_type(v, &type_function) || value_has_type(v, &type_native) || value_has_type(v, &type_method_descr)
               ? "(" : "";
}

static void add_dict(Matches *m, Ref dict)
{
    int64_t pos = 0;
    Ref key, value;
    while (dict_next(dict, &pos, &key, &value)) {
        const char *name = value_is_exact_str(key) ? str_utf8(key, NULL) : NULL;
        if (name != NULL)
            add_name(m, name, suffix_of(value));
        else
            exc_clear();
    }
}

static void add_type(Matches *m, const Type *type)
{
    if (!value_is_tuple(type->mro))
        return;
    for (int64_t i = 0; i < tuple_len(type->mro); i++) {
        Ref class = tuple_at(type->mro, i);
        if (value_is_type(class) && value_is_dict(type_namespace(value_as_type(class))))
            add_dict(m, type_namespace(value_as_type(class)));
    }
}

/* ---- looking without touching ---- */
/* o.name from dicts alone; ABSENT when that cannot tell.  A new reference. */
static Value find_attribute(Ref o, Ref name)
{
    if (value_is_type(o)) {
        Ref v = type_lookup(value_as_type(o), name);
        return value_is_absent(v) ? VALUE_ABSENT : value_dup(v);
    }
    Value dict = object_dict(o, false);
    if (value_is_error(dict))
        exc_clear();
    if (value_is_dict(dict)) {
        Value v = value_dup(dict_get_str(dict, name));
        value_drop(dict);
        if (value_is_ok(v))
            return v;
    }
    Ref v = type_lookup(value_type(o), name);
    /* A descriptor would have to run to say what the attribute is. */
    return value_is_absent(v) || value_type(v)->descr_get != NULL ? VALUE_ABSENT : value_dup(v);
}

static Value find_name(Ref name)
{
    Ref v = dict_get_str(main_names, name);
    if (value_is_absent(v))
        v = dict_get_str(module_builtins_dict, name);
    return value_is_ok(v) ? value_dup(v) : VALUE_ABSENT;
}

/* The value of a dotted path such as `a.b.c`; ABSENT when unknown. */
static Value find_path(const char *path, size_t len)
{
    Value v = VALUE_ABSENT;
    for (size_t begin = 0; begin <= len;) {
        const char *dot = memchr(path + begin, '.', len - begin);
        size_t end = dot == NULL ? len : (size_t)(dot - path);
        Value name = str_intern(str_from_utf8(path + begin, end - begin));
        if (value_is_error(name)) {
            exc_clear();
            value_drop(v);
            return VALUE_ABSENT;
        }
        Value next = begin == 0 ? find_name(name) : find_attribute(v, name);
        value_drop(name);
        value_drop(v);
        v = next;
        if (!value_is_ok(v))
            return VALUE_ABSENT;
        begin = end + 1;
    }
    return v;
}

static void add_attributes(Matches *m, Ref o)
{
    Value dict = object_dict(o, false);
    if (value_is_error(dict))
        exc_clear();
    else if (value_is_dict(dict))
        add_dict(m, dict);
    value_drop(dict);
    if (value_is_type(o))
        add_type(m, value_as_type(o));
    else if (!value_has_type(o, &type_module))
        add_type(m, value_type(o));
}

/* ---- names and keywords ---- */
static void add_keywords(Matches *m)
{
    static const char *const keywords[] = {
#define TOKEN(name, text)
#define OPERATOR(name, text)
#define KEYWORD(name, text) text,
#define SOFT_KEYWORD(name, text)
#include "lexer/tokens.def"
    };
    for (size_t i = 0; i < N_ELEMENTS(keywords); i++) {
        bool alone = !strcmp(keywords[i], "pass") || !strcmp(keywords[i], "break") || !strcmp(keywords[i], "continue")
                  || isupper((unsigned char)keywords[i][0]);
        bool colon = !strcmp(keywords[i], "else") || !strcmp(keywords[i], "try") || !strcmp(keywords[i], "finally");
        add_name(m, keywords[i], alone ? "" : colon ? ":" : " ");
    }
}

/* ---- modules ---- */
/* The module name that a file of a directory on sys.path offers; false when none. */
static bool module_of_file(const char *directory, const char *file, char name[256])
{
    size_t len = strlen(file);
    if (len > 3 && len < 256 && !strcmp(file + len - 3, ".py")) {
        memcpy(name, file, len - 3);
        name[len - 3] = 0;
        return strcmp(name, "__init__") && strcmp(name, "__main__");
    }
    if (len >= 256 || strchr(file, '.') || strchr(file, '-') || file[0] == '_' || isdigit((unsigned char)file[0]))
        return false;
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s/__init__.py", directory, file);
    strcpy(name, file);
    return stat(path, &st) == 0;
}

static void add_directory(Matches *m, const char *directory)
{
    DIR *d = opendir(directory[0] ? directory : ".");
    if (d == NULL)
        return;
    struct dirent *e;
    char name[256];
    while ((e = readdir(d)) != NULL)
        if (module_of_file(directory[0] ? directory : ".", e->d_name, name))
            add_name(m, name, "");
    closedir(d);
}

static void add_directories(Matches *m, Ref list)
{
    for (int64_t i = 0; value_is_list(list) && i < list_len(list); i++) {
        Ref entry = list_at(list, i);
        const char *directory = value_is_str(entry) ? str_utf8(entry, NULL) : NULL;
        if (directory != NULL)
            add_directory(m, directory);
        else
            exc_clear();
    }
}

/* The names in a container of strs, such as sys.stdlib_module_names. */
static void add_all(Matches *m, Ref container)
{
    Value names = value_is_ok(container) ? list_from_iterable(container) : VALUE_ERROR;
    for (int64_t i = 0; !value_is_error(names) && i < list_len(names); i++) {
        const char *name = value_is_str(list_at(names, i)) ? str_utf8(list_at(names, i), NULL) : NULL;
        if (name != NULL)
            add_name(m, name, "");
    }
    value_drop(names);
    exc_clear();
}

static void add_modules(Matches *m)
{
    add_all(m, sys_get("stdlib_module_names"));
    Ref names = sys_get("builtin_module_names");
    for (int64_t i = 0; value_is_tuple(names) && i < tuple_len(names); i++) {
        const char *name = value_is_str(tuple_at(names, i)) ? str_utf8(tuple_at(names, i), NULL) : NULL;
        if (name != NULL)
            add_name(m, name, "");
    }
    add_directories(m, sys_get("path"));
}

/* Modules inside a package that nobody imported yet: its directories are looked for along sys.path. */
static void add_unimported(Matches *m, const char *package, size_t len)
{
    Ref path = sys_get("path");
    for (int64_t i = 0; value_is_list(path) && i < list_len(path); i++) {
        const char *directory = value_is_str(list_at(path, i)) ? str_utf8(list_at(path, i), NULL) : NULL;
        char inner[4096];
        if (directory == NULL)
            continue;
        int n = snprintf(inner, sizeof inner, "%s/%.*s", directory[0] ? directory : ".", (int)len, package);
        for (int k = n - (int)len; k >= 0 && k < n && n < (int)sizeof inner; k++)
            if (inner[k] == '.')
                inner[k] = '/';
        if (n < (int)sizeof inner)
            add_directory(m, inner);
    }
    exc_clear();
}

/* Modules inside a package. */
static void add_submodules(Matches *m, const char *package, size_t len)
{
    Value name = str_from_utf8(package, len);
    if (value_is_error(name)) {
        exc_clear();
        return;
    }
    Ref module = dict_get_str(sys_modules, name);
    value_drop(name);
    if (value_is_ok(module) && value_has_type(module, &type_module))
        add_directories(m, dict_get_str(module_dict(module), NAME(__path__)));
    else
        add_unimported(m, package, len);
}

/* ---- dict keys ---- */
/* name["ke: `open` is the place of the bracket in the text. */
static void add_keys(Matches *m, const char *text, size_t open, const char *typed)
{
    size_t begin = open;
    while (begin > 0 && (isalnum((unsigned char)text[begin - 1]) || strchr("_.", text[begin - 1])))
        begin--;
    Value dict = find_path(text + begin, open - begin);
    if (value_is_dict(dict)) {
        int64_t pos = 0;
        Ref key, value;
        while (dict_next(dict, &pos, &key, &value)) {
            if (!value_is_exact_str(key) && !value_is_int(key))
                continue;
            Value repr = object_repr(key);
            const char *shown = value_is_error(repr) ? NULL : str_utf8(repr, NULL);
            char *item = shown == NULL ? NULL : repl_copy(shown, strlen(shown));
            if (item != NULL && typed[0] == '"' && item[0] == '\'' && !strchr(item, '"'))
                item[0] = item[strlen(item) - 1] = '"';
            if (item != NULL)
                add_name(m, item, "]");
            exc_clear();
            mem_free(item);
            value_drop(repr);
        }
    }
    value_drop(dict);
}

/* ---- what is being typed ---- */
static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }

/* Where the dotted name that ends at `end` begins. */
static size_t path_begin(const char *text, size_t end)
{
    while (end > 0 && (is_word(text[end - 1]) || text[end - 1] == '.'))
        end--;
    return end;
}

static size_t current_line(const char *text, size_t end)
{
    while (end > 0 && text[end - 1] != '\n')
        end--;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return end;
}

/* What literals are, by their last character. */
static Value literal_before(const char *text, size_t dot)
{
    char c = dot > 0 ? text[dot - 1] : 0;
    switch (c) {
    case '"': case '\'': return value_from_obj(&type_str);
    case ']': return dot > 1 && text[dot - 2] == '[' ? value_from_obj(&type_list) : VALUE_ABSENT;
    case '}': return dot > 1 && text[dot - 2] == '{' ? value_from_obj(&type_dict) : VALUE_ABSENT;
    default: return VALUE_ABSENT;
    }
}

/* m->start is where readline's word begins; before the path that word may hold a quote or a literal. */
static void complete_path(Matches *m, const char *text, size_t begin, size_t point)
{
    const char *word = m->start < text + begin ? m->start : text + begin;
    size_t dot = point;
    while (dot > begin && text[dot - 1] != '.')
        dot--;
    m->start = text + dot;
    m->start_len = point - dot;
    if (dot == begin) {
        if (word < text + begin) /* in a string: there are no names */
            return;
        add_dict(m, main_names);
        add_dict(m, module_builtins_dict);
        add_keywords(m);
        return;
    }
    m->prefix = word;
    m->prefix_len = (size_t)(text + dot - word);
    Value o = dot - 1 == begin ? literal_before(text, begin) : find_path(text + begin, dot - 1 - begin);
    if (value_is_ok(o))
        add_attributes(m, o);
    value_drop(o);
}

static void complete_module(Matches *m, const char *text, size_t begin, size_t point)
{
    size_t dot = point;
    while (dot > begin && text[dot - 1] != '.')
        dot--;
    m->start = text + dot;
    m->start_len = point - dot;
    m->prefix = text + begin;
    m->prefix_len = dot - begin;
    if (dot == begin)
        add_modules(m);
    else
        add_submodules(m, text + begin, dot - 1 - begin);
}

/* from package import na */
static void complete_from(Matches *m, const char *module, size_t len, const char *text, size_t begin, size_t point)
{
    m->start = text + begin;
    m->start_len = point - begin;
    m->bare = true;
    add_submodules(m, module, len);
    Value name = str_from_utf8(module, len);
    Ref found = value_is_error(name) ? VALUE_ABSENT : dict_get_str(sys_modules, name);
    if (value_is_ok(found) && value_has_type(found, &type_module))
        add_dict(m, module_dict(found));
    value_drop(name);
    exc_clear();
}

/* 1: an import statement, dealt with. */
static int complete_import(Matches *m, const char *text, size_t line, size_t begin, size_t point)
{
    const char *p = text + line;
    if (!strncmp(p, "import ", 7)) {
        complete_module(m, text, begin, point);
        return 1;
    }
    if (strncmp(p, "from ", 5))
        return 0;
    const char *module = p + 5;
    size_t len = strcspn(module, " ");
    const char *import = strstr(module, " import ");
    if (import == NULL || import >= text + begin) {
        if (module + len >= text + point) {
            complete_module(m, text, begin, point);
            return 1;
        }
        m->start = text + begin;
        m->start_len = point - begin;
        add_name(m, "import", " ");
        return 1;
    }
    complete_from(m, module, len, text, begin, point);
    return 1;
}

/* The bracket of `name["ke` when that is what stands before the point, else 0. */
static size_t key_bracket(const char *text, size_t line, size_t point)
{
    size_t at = point;
    while (at > line && text[at - 1] != '[' && text[at - 1] != ']' && text[at - 1] != '(' && text[at - 1] != ',')
        at--;
    if (at <= line + 1 || text[at - 1] != '[' || !is_word(text[at - 2]))
        return 0;
    return at - 1;
}

/* ---- readline ---- */
static int compare_items(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void sort_matches(Matches *m)
{
    if (m->n == 0)
        return;
    qsort(m->items, m->n, sizeof *m->items, compare_items);
    size_t kept = 1;
    for (size_t i = 1; i < m->n; i++) {
        if (!strcmp(m->items[i], m->items[kept - 1]))
            free(m->items[i]);
        else
            m->items[kept++] = m->items[i];
    }
    m->n = kept;
}

static Matches found;

static char *next_match(const char *text, int state)
{
    static size_t next;
    if (state == 0)
        next = 0;
    return next < found.n ? found.items[next++] : NULL;
}

/* The word readline sees is what stands between its break characters; what matters is the whole line. */
static char **complete(const char *word, int start, int end)
{
    const char *text = rl_line_buffer;
    size_t line = current_line(text, (size_t)end), point = (size_t)end;
    Value pending = exc_take();
    found = (Matches){.prefix = "", .start = text + start, .start_len = (size_t)(end - start)};
    size_t bracket = key_bracket(text, line, point), begin = path_begin(text, point);
    if (bracket > 0)
        add_keys(&found, text, bracket, text + start);
    if (found.n == 0 && !complete_import(&found, text, line, begin, point))
        complete_path(&found, text, begin, point);
    exc_clear();
    exc_restore(pending);
    sort_matches(&found);
    rl_attempted_completion_over = 1;
    rl_completion_append_character = 0;
    rl_completion_suppress_quote = 1;
    char **matches = found.n > 0 ? rl_completion_matches(word, next_match) : NULL;
    free(found.items); /* the strings are readline's now */
    found.items = NULL;
    return matches;
}

void repl_complete_start(Ref main_dict)
{
    main_names = main_dict;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:,<>/?";
    rl_completer_word_break_characters = (char *)(uintptr_t)rl_basic_word_break_characters;
    rl_completer_quote_characters = "";
    rl_basic_quote_characters = "";
}
