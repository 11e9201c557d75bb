/* runtime/suggest.h -- the name closest to a wrong one. */
#ifndef RUNTIME_SUGGEST_H
#define RUNTIME_SUGGEST_H
#include "runtime/value.h"
/* Of the strs in the list `candidates` the one most like `wrong`; None when none is close.  Runs no Python. */
Value suggest_closest(Ref candidates, Ref wrong);
/* The distance of two strs, or some number above `most` when it is greater than that. */
int suggest_distance(Ref a, Ref b, int most);
#endif
