/* stdlib/sys/sys_info.c -- what this interpreter is: version, implementation, flags, limits of its numbers. */
#include <float.h>
#include <stdio.h>
#include <unistd.h>
#include "runtime/cmdline.h"
#include "runtime/dict.h"
#include "runtime/exc.h"
#include "runtime/import_private.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/tuple.h"
#include "stdlib/sys/sys.h"

#define WEFT_VERSION "0.1.0"
#define FIELDS(table) table, (int)N_ELEMENTS(table)

static Value text(const char *p) { return str_from_cstr(p); }

static Value refuse_new(Type *type, const Ref *args, size_t n_args, Ref kwnames)
{
    return exc_raise(&type_TypeError, "cannot create 'sys.%s' instances", type->name);
}

/* A struct sequence of the sys module, of a type that programs do not instantiate. */
static Value sequence_of(const char *name, const char *doc, const StructSeqField *fields, int n, int n_visible,
                         Value *items)
{
    Type *type = structseq_type_new("sys", name, doc, fields, n, n_visible);
    if (type == NULL) {
        for (int i = 0; i < n; i++)
            value_drop(items[i]);
        return VALUE_ERROR;
    }
    Value v = structseq_new(type, items);
    type->new = refuse_new;
    return v;
}

static Value sequence(const char *name, const char *doc, const StructSeqField *fields, int n, Value *items)
{
    return sequence_of(name, doc, fields, n, n, items);
}

static const StructSeqField version_fields[] = {
    {"major", "Major release number"}, {"minor", "Minor release number"}, {"micro", "Patch release number"},
    {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"}, {"serial", "Serial release number"},
};
static Value version_info(void)
{
    Value items[] = {value_from_int(3), value_from_int(13), value_from_int(0), text("final"), value_from_int(0)};
    return sequence("version_info", "The version of the language as a tuple.", FIELDS(version_fields), items);
}

static const StructSeqField flag_fields[] = {
    {"debug", "-d"}, {"inspect", "-i"}, {"interactive", "-i"}, {"optimize", "-O or -OO"}, {"dont_write_bytecode", "-B"},
    {"no_user_site", "-s"}, {"no_site", "-S"}, {"ignore_environment", "-E"}, {"verbose", "-v"}, {"bytes_warning", "-b"},
    {"quiet", "-q"}, {"hash_randomization", "-R"}, {"isolated", "-I"}, {"dev_mode", "-X dev"}, {"utf8_mode", "-X utf8"},
    {"warn_default_encoding", "-X warn_default_encoding"}, {"safe_path", "-P"},
    {"int_max_str_digits", "-X int_max_str_digits"}, {"gil", "-X gil"},
};
static Value flags(void)
{
    const CommandLine *c = &cmdline;
    Value items[] = {
        value_from_int(c->debug), value_from_int(c->inspect), value_from_int(c->interactive),
        value_from_int(c->optimise), value_from_int(c->dont_write_bytecode), value_from_int(c->no_user_site),
        value_from_int(c->no_site), value_from_int(c->ignore_environment), value_from_int(c->verbose),
        value_from_int(c->bytes_warning), value_from_int(c->quiet), value_from_int(c->hash_randomization),
        value_from_int(c->isolated), value_from_bool(c->dev_mode), value_from_int(c->utf8_mode),
        value_from_int(c->warn_default_encoding), value_from_bool(c->safe_path),
        value_from_int(c->int_max_str_digits < 0 ? 4300 : c->int_max_str_digits), value_from_int(1),
    };
    /* gil is an attribute only */
    return sequence_of("flags", "Flags provided through command line arguments or environment vars.",
                       FIELDS(flag_fields), (int)N_ELEMENTS(flag_fields) - 1, items);
}

static const StructSeqField float_fields[] = {
    {"max", "maximum representable finite float"}, {"max_exp", "maximum int e such that radix**(e-1) is representable"},
    {"max_10_exp", "maximum int e such that 10**e is representable"}, {"min", "minimum positive normalized float"},
    {"min_exp", "minimum int e such that radix**(e-1) is a normalized float"},
    {"min_10_exp", "minimum int e such that 10**e is a normalized float"},
    {"dig", "maximum number of decimal digits that can be faithfully represented in a float"},
    {"mant_dig", "mantissa digits"}, {"epsilon", "difference between 1 and the next representable float"},
    {"radix", "radix of exponent"}, {"rounds", "rounding mode used for arithmetic operations"},
};
static Value float_info(void)
{
    Value items[] = {
        value_from_double(DBL_MAX), value_from_int(DBL_MAX_EXP), value_from_int(DBL_MAX_10_EXP),
        value_from_double(DBL_MIN), value_from_int(DBL_MIN_EXP), value_from_int(DBL_MIN_10_EXP),
        value_from_int(DBL_DIG), value_from_int(DBL_MANT_DIG), value_from_double(DBL_EPSILON),
        value_from_int(FLT_RADIX), value_from_int(1),
    };
    return sequence("float_info", "A named tuple holding information about the float type.", FIELDS(float_fields), items);
}

static const StructSeqField int_fields[] = {
    {"bits_per_digit", "size of a digit in bits"}, {"sizeof_digit", "size in bytes of the C type used to represent a digit"},
    {"default_max_str_digits", "maximum string conversion digits limitation"},
    {"str_digits_check_threshold", "minimum positive value for int_max_str_digits"},
};
static Value int_info(void)
{
    /* Digits of 30 bits, as programs that look here expect; ours are GMP limbs. */
    Value items[] = {value_from_int(30), value_from_int(4), value_from_int(4300), value_from_int(640)};
    return sequence("int_info", "A named tuple that holds information about the internal representation of integers.",
                    FIELDS(int_fields), items);
}

static const StructSeqField hash_fields[] = {
    {"width", "width of the type used for hashing, in bits"},
    {"modulus", "prime number giving the modulus on which the hash function is based"},
    {"inf", "value to be used for hash of a positive infinity"}, {"nan", "value to be used for hash of a nan"},
    {"imag", "multiplier used for the imaginary part of a complex number"},
    {"algorithm", "name of the algorithm for hashing of str, bytes and memoryviews"},
    {"hash_bits", "internal output size of hash algorithm"}, {"seed_bits", "seed size of hash algorithm"},
    {"cutoff", "small string optimization cutoff"},
};
static Value hash_info(void)
{
    Value items[] = {
        value_from_int(64), int_new_u64(((uint64_t)1 << 61) - 1), value_from_int(314159), value_from_int(0),
        value_from_int(1000003), text("siphash13"), value_from_int(64), value_from_int(128), value_from_int(0),
    };
    return sequence("hash_info", "A named tuple providing parameters used for computing hashes.", FIELDS(hash_fields),
                    items);
}

static const StructSeqField thread_fields[] = {
    {"name", "name of the thread implementation"}, {"lock", "name of the lock implementation"},
    {"version", "name and version of the thread library"},
};
static Value thread_info(void)
{
    char version[128] = "";
#ifdef _CS_GNU_LIBPTHREAD_VERSION
    confstr(_CS_GNU_LIBPTHREAD_VERSION, version, sizeof version);
#else
    strcpy(version, "NPTL 2.36");
#endif
    Value items[] = {text("pthread"), text("semaphore"), text(version)};
    return sequence("thread_info", "A named tuple holding information about the thread implementation.",
                    FIELDS(thread_fields), items);
}

/* sys.implementation: a types.SimpleNamespace. */
static Value implementation(Ref version)
{
    Value type = object_getattr_cstr(version, "__class__"); /* any live object keeps `version` alive meanwhile */
    value_drop(type);
    extern Type type_simple_namespace;
    Value names[5] = {str_intern_cstr("name"), str_intern_cstr("cache_tag"), str_intern_cstr("version"),
                      str_intern_cstr("hexversion"), str_intern_cstr("_multiarch")};
    Value kwnames = tuple_from_values(names, 5);
    Value tag = text("weft-313"), name = text("weft"), arch = text("x86_64-linux-gnu");
    Ref values[5] = {name, tag, version, value_from_int(0x030D00F0), arch};
    Value result = object_call(value_from_obj(&type_simple_namespace), values, 0, kwnames);
    value_drop(kwnames);
    value_drop(tag);
    value_drop(name);
    value_drop(arch);
    return result;
}

static Value version_text(void)
{
    char buffer[256];
#ifdef __clang__
    const char *compiler = "Clang " __clang_version__;
#else
    const char *compiler = "GCC " __VERSION__;
#endif
    snprintf(buffer, sizeof buffer, "3.13.0 (weft %s, %s, %s) [%s]", WEFT_VERSION, __DATE__, __TIME__, compiler);
    return text(buffer);
}

static Value git_info(void)
{
    Value parts[3] = {text("weft"), text(""), text("")};
    return tuple_from_values(parts, 3);
}

int sys_add_info(Ref module)
{
    Value version = version_info();
    if (value_is_error(version))
        return -1;
    int failed = module_add(module, "implementation", implementation(version));
    failed = module_add(module, "version_info", version) || failed;
    return failed || module_add(module, "version", version_text()) || module_add_int(module, "hexversion", 0x030D00F0) ||
           module_add_int(module, "api_version", 1013) || module_add(module, "flags", flags()) ||
           module_add(module, "float_info", float_info()) || module_add(module, "int_info", int_info()) ||
           module_add(module, "hash_info", hash_info()) || module_add(module, "thread_info", thread_info()) ||
           module_add_str(module, "platform", "linux") || module_add_str(module, "byteorder", "little") ||
           module_add(module, "maxsize", int_new(INT64_MAX)) || module_add_int(module, "maxunicode", 0x10FFFF) ||
           module_add_str(module, "copyright", "Copyright (c) the authors of weft.") ||
           module_add_str(module, "float_repr_style", "short") || module_add_str(module, "abiflags", "") ||
           module_add_str(module, "platlibdir", "lib") || module_add(module, "_git", git_info()) ||
           module_add_str(module, "_framework", "");
}
