/* stdlib/resource/resource.h -- resource.struct_rusage, which os.wait3() and os.wait4() return, too. */
#ifndef STDLIB_RESOURCE_H
#define STDLIB_RESOURCE_H
#include "runtime/object.h"
#include <sys/resource.h>
Type *usage_type(void);                      /* made when first asked for; NULL with an exception */
Value usage_new(const struct rusage *usage);
#endif
