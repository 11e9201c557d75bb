/* stdlib/resource/usage.c -- struct_rusage: what a process, or its children, used up. */
#include "runtime/int.h"
#include "runtime/tuple.h"
#include "stdlib/resource/resource.h"

static const StructSeqField usage_fields[] = {
    {"ru_utime", "user time used"}, {"ru_stime", "system time used"}, {"ru_maxrss", "max. resident set size"},
    {"ru_ixrss", "shared memory size"}, {"ru_idrss", "unshared data size"}, {"ru_isrss", "unshared stack size"},
    {"ru_minflt", "page faults not requiring I/O"}, {"ru_majflt", "page faults requiring I/O"},
    {"ru_nswap", "number of swap outs"}, {"ru_inblock", "block input operations"},
    {"ru_oublock", "block output operations"}, {"ru_msgsnd", "IPC messages sent"},
    {"ru_msgrcv", "IPC messages received"}, {"ru_nsignals", "signals received"},
    {"ru_nvcsw", "voluntary context switches"}, {"ru_nivcsw", "involuntary context switches"},
};

Type *usage_type(void)
{
    static Type *type;
    if (type == NULL)
        type = structseq_type_new("resource", "struct_rusage",
                                  "struct_rusage: Result from getrusage.\n\n"
                                  "This object may be accessed either as a tuple of\n"
                                  "    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n"
                                  "    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\n"
                                  "or via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
                                  usage_fields, (int)N_ELEMENTS(usage_fields), (int)N_ELEMENTS(usage_fields));
    return type;
}

static Value seconds(struct timeval t) { return value_from_double((double)t.tv_sec + 1e-6 * (double)t.tv_usec); }

Value usage_new(const struct rusage *u)
{
    if (usage_type() == NULL)
        return VALUE_ERROR;
    Value items[] = {
        seconds(u->ru_utime), seconds(u->ru_stime), int_new(u->ru_maxrss), int_new(u->ru_ixrss), int_new(u->ru_idrss),
        int_new(u->ru_isrss), int_new(u->ru_minflt), int_new(u->ru_majflt), int_new(u->ru_nswap), int_new(u->ru_inblock),
        int_new(u->ru_oublock), int_new(u->ru_msgsnd), int_new(u->ru_msgrcv), int_new(u->ru_nsignals),
        int_new(u->ru_nvcsw), int_new(u->ru_nivcsw),
    };
    return structseq_new(usage_type(), items);
}
