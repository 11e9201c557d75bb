/* runtime/suggest.c -- "Did you mean: 'x'?": the name closest to a wrong one.
 *
 * Closeness is edit distance with a cost of 2 for a character added, lost or replaced and 1 for one in the
 * wrong case; up to a third of the characters may differ. */
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/exc_types.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/suggest.h"
#include "vm/callback.h"

#define MAX_CANDIDATES 750
#define MAX_LENGTH 40
#define MOVE_COST 2
#define CASE_COST 1

static uint32_t lower_ascii(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }

static int substitution_cost(uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    return lower_ascii(a) == lower_ascii(b) ? CASE_COST : MOVE_COST;
}

static int min_int(int a, int b) { return a < b ? a : b; }

/* The middle parts, where a[i..] and b[j..] differ; the shorter is a. */
static int row_distance(const uint32_t *a, int n_a, const uint32_t *b, int n_b, int most)
{
    int row[MAX_LENGTH]; /* distance of each prefix of a to the part of b read so far */
    for (int i = 0; i < n_a; i++)
        row[i] = (i + 1) * MOVE_COST;
    int result = 0;
    for (int j = 0; j < n_b; j++) {
        int diagonal = result = j * MOVE_COST, least = INT32_MAX;
        for (int i = 0; i < n_a; i++) {
            int substitute = diagonal + substitution_cost(b[j], a[i]);
            diagonal = row[i];
            int insert_delete = min_int(result, diagonal) + MOVE_COST;
            result = min_int(insert_delete, substitute);
            row[i] = result;
            least = min_int(least, result);
        }
        if (least > most)
            return most + 1;
    }
    return result;
}

static int edit_distance(const uint32_t *a, int n_a, const uint32_t *b, int n_b, int most)
{
    while (n_a && n_b && *a == *b)
        a++, b++, n_a--, n_b--;
    while (n_a && n_b && a[n_a - 1] == b[n_b - 1])
        n_a--, n_b--;
    if (n_a == 0 || n_b == 0)
        return (n_a + n_b) * MOVE_COST;
    if (n_a > MAX_LENGTH || n_b > MAX_LENGTH)
        return most + 1;
    if (n_b < n_a)
        return edit_distance(b, n_b, a, n_a, most);
    if ((n_b - n_a) * MOVE_COST > most)
        return most + 1;
    return row_distance(a, n_a, b, n_b, most);
}

static int read_name(Ref s, uint32_t *out, int room)
{
    int64_t n = str_len(s);
    if (n > room)
        return -1;
    for (int64_t i = 0; i < n; i++)
        out[i] = str_at(s, i);
    return (int)n;
}

int suggest_distance(Ref a, Ref b, int most)
{
    uint32_t chars_a[256], chars_b[256];
    int n_a = read_name(a, chars_a, 256), n_b = read_name(b, chars_b, 256);
    return n_a < 0 || n_b < 0 ? most + 1 : edit_distance(chars_a, n_a, chars_b, n_b, most);
}

Value suggest_closest(Ref candidates, Ref wrong)
{
    uint32_t wrong_chars[MAX_LENGTH], chars[256];
    int n_wrong = read_name(wrong, wrong_chars, MAX_LENGTH);
    if (n_wrong < 0 || list_len(candidates) >= MAX_CANDIDATES)
        return VALUE_NONE;
    Ref best = VALUE_NONE;
    int best_distance = INT32_MAX; /* short names too: only the share of characters limits it */
    for (int64_t i = 0; i < list_len(candidates); i++) {
        Ref candidate = list_at(candidates, i);
        if (!value_is_str(candidate) || str_equal(candidate, wrong))
            continue;
        int n = read_name(candidate, chars, 256);
        if (n < 0)
            continue;
        int most = min_int((n + n_wrong + 3) * MOVE_COST / 6, best_distance - 1);
        int distance = edit_distance(wrong_chars, n_wrong, chars, n, most);
        if (distance <= most && (value_is_none(best) || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return value_dup(best);
}

/* ---- candidates ---- */

static bool is_private(Ref name) { return value_is_str(name) && str_len(name) > 0 && str_at(name, 0) == '_'; }

/* dir(object) as a list, perhaps without the names that start with an underscore. */
static Value names_of(Ref object, bool hide_private)
{
    Ref dir = module_builtin("dir");
    if (value_is_error(dir))
        return VALUE_ERROR;
    Value all = object_call1(dir, object);
    if (!value_is_list(all) || !hide_private)
        return all;
    Value public = list_new(list_len(all));
    for (int64_t i = 0; value_is_ok(public) && i < list_len(all); i++)
        if (!is_private(list_at(all, i)) && list_append(public, list_at(all, i))) {
            value_drop(public);
            public = VALUE_ERROR;
        }
    value_drop(all);
    return public;
}

/* The frame where the exception was raised; borrowed, ABSENT when there is none. */
static Ref innermost_frame(Ref tb)
{
    if (!value_has_type(tb, &type_traceback))
        return VALUE_ABSENT;
    while (value_has_type(traceback_next(tb), &type_traceback))
        tb = traceback_next(tb);
    return traceback_frame(tb);
}

/* The local `self` of the frame, ABSENT when there is none; owned. */
static Value frame_self(Ref frame)
{
    Value locals = object_getattr(frame, NAME(f_locals));
    if (value_is_error(locals))
        return VALUE_ERROR;
    int has = object_contains(locals, NAME(self));
    Value self = has < 0 ? VALUE_ERROR : has ? object_subscript(locals, NAME(self)) : VALUE_ABSENT;
    value_drop(locals);
    return self;
}

static Value suggest_attribute(Ref exc, Ref traceback)
{
    ExcAttribute *e = VALUE_AS(ExcAttribute, exc);
    if (!value_is_str(e->name) || value_is_absent(e->object))
        return VALUE_NONE;
    bool hide_private = !is_private(e->name);
    Ref frame = innermost_frame(traceback);
    if (hide_private && !value_is_absent(frame)) {
        Value self = frame_self(frame);
        if (value_is_error(self))
            return VALUE_ERROR;
        if (value_is(self, e->object))
            hide_private = false;
        value_drop(self);
    }
    Value names = names_of(e->object, hide_private);
    if (!value_is_list(names)) {
        bool failed = value_is_error(names);
        value_drop(names);
        return failed ? VALUE_ERROR : VALUE_NONE;
    }
    Value best = suggest_closest(names, e->name);
    value_drop(names);
    return best;
}

static Value suggest_import(Ref exc)
{
    ExcImport *e = VALUE_AS(ExcImport, exc);
    if (!value_is_str(e->name_from) || !value_is_str(e->name))
        return VALUE_NONE;
    Ref import = module_builtin("__import__");
    Value module = value_is_error(import) ? VALUE_ERROR : object_call1(import, e->name);
    Value names = value_is_error(module) ? VALUE_ERROR : names_of(module, !is_private(e->name_from));
    value_drop(module);
    if (value_is_error(names))
        return VALUE_ERROR;
    Value best = value_is_list(names) ? suggest_closest(names, e->name_from) : VALUE_NONE;
    value_drop(names);
    return best;
}

/* The names a frame can see. */
static Value visible_names(Ref frame)
{
    static const char *const scopes[] = {"f_locals", "f_globals", "f_builtins"};
    Value names = list_new(0);
    for (size_t i = 0; value_is_ok(names) && i < N_ELEMENTS(scopes); i++) {
        Value scope = object_getattr_cstr(frame, scopes[i]);
        int failed = value_is_error(scope) || list_extend(names, scope);
        value_drop(scope);
        if (failed) {
            value_drop(names);
            return VALUE_ERROR;
        }
    }
    return names;
}

static Value suggest_name(Ref exc, Ref traceback)
{
    Ref wrong = VALUE_AS(ExcName, exc)->name;
    Ref frame = innermost_frame(traceback);
    if (!value_is_str(wrong) || value_is_absent(frame))
        return VALUE_NONE;
    Value self = frame_self(frame);
    if (value_is_error(self))
        return VALUE_ERROR;
    if (!value_is_absent(self)) {
        Value attribute = object_getattr_or_absent(self, wrong);
        value_drop(self);
        if (value_is_error(attribute))
            return VALUE_ERROR;
        if (!value_is_absent(attribute)) {
            value_drop(attribute);
            return str_format("self.%U", wrong);
        }
    }
    Value names = visible_names(frame);
    Value best = value_is_error(names) ? VALUE_ERROR : suggest_closest(names, wrong);
    value_drop(names);
    return best;
}

/* The name that was perhaps meant, None, or an error that is pending. */
static Value suggest(Ref exc, Ref traceback)
{
    if (value_is_instance(exc, &type_AttributeError))
        return suggest_attribute(exc, traceback);
    if (value_is_instance(exc, &type_NameError))
        return suggest_name(exc, traceback);
    if (value_is_instance(exc, &type_ImportError))
        return suggest_import(exc);
    return VALUE_NONE;
}

static bool is_stdlib_module(Ref name)
{
    Ref names = sys_get("stdlib_module_names");
    int r = value_is_ok(names) && value_is_str(name) ? object_contains(names, name) : 0;
    if (r < 0)
        exc_clear();
    return r > 0;
}

static Value hint(Ref exc, Ref suggestion)
{
    bool has = value_is_str(suggestion);
    Ref name = value_is_instance(exc, &type_NameError) ? VALUE_AS(ExcName, exc)->name : VALUE_ABSENT;
    bool has_module = is_stdlib_module(name);
    if (has && has_module)
        return str_format(". Did you mean: '%U'? Or did you forget to import '%U'?", suggestion, name);
    if (has)
        return str_format(". Did you mean: '%U'?", suggestion);
    return has_module ? str_format(". Did you forget to import '%U'?", name) : str_empty();
}

Value exc_hint(Ref exc, Ref traceback)
{
    value_dup(exc);
    Value suggestion = suggest(exc, traceback);
    if (value_is_error(suggestion))
        exc_clear();
    Value text = hint(exc, suggestion);
    if (value_is_error(text)) {
        exc_clear();
        text = str_empty();
    }
    value_drop(suggestion);
    value_drop(exc);
    return text;
}
