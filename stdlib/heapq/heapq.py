"""Heaps: lists whose first item is always the smallest.

    heappush(heap, item)      add an item
    item = heappop(heap)      take the smallest
    heap[0]                   the smallest, which stays
    heapify(list)             make a heap of a list, in linear time

In a heap a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k, as far as there are such items: a binary tree in which the
children of the node k are 2*k+1 and 2*k+2, and no node is larger than its children.  A change at one end of the tree
is repaired along one path, in a number of steps that is the tree's depth.

The functions on heaps are in C (_heapq); those here are for reading, and for a build without the C.
"""

__about__ = """Heap queues

A heap is a tree of matches: whoever is on top has won against all below, but nobody knows yet who the second is.
Replacing the winner takes one path of matches down to the leaves, not the whole tournament.  That suits schedulers:
events are taken by their time while others, none earlier than now, are put in.  It suits sorting what does not fit in
memory, too: read into a heap, write the winner, replace it with what is read next, and put aside what is smaller than
what was written last; the sorted runs, twice as long as memory on average, are then merged with merge().
"""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


# ---- heaps, the smallest on top ----

def heappush(heap, item):
    """Add an item; heap stays one."""
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take the smallest item out; heap stays one."""
    last = heap.pop()    # IndexError when the heap is empty
    return heapreplace(heap, last) if heap else last


def heapreplace(heap, item):
    """Pop and return the current smallest value, and add the new item.

    The value returned may be larger than item.
    """
    smallest = heap[0]    # IndexError when the heap is empty
    heap[0] = item
    _siftup(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Push item on the heap, then pop and return the smallest item from the heap."""
    return heapreplace(heap, item) if heap and heap[0] < item else item


def heapify(x):
    """Make a list a heap where it stands, in linear time."""
    for i in reversed(range(len(x) // 2)):    # the others have no children
        _siftup(x, i)


def _siftdown(heap, startpos, pos):
    """heap[pos] may be smaller than its parents: move it towards startpos, as far as it belongs."""
    item = heap[pos]
    while pos > startpos:
        parent = (pos - 1) >> 1
        if not item < heap[parent]:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _siftup(heap, pos):
    """heap[pos] may be larger than its children: move it where it belongs.

    The smaller children move up all the way and the item is put at the bottom, from where it rises: it came from a
    bottom, so it mostly belongs near one, and comparing it at each level would be in vain.
    """
    start, end = pos, len(heap)
    item = heap[pos]
    while (child := 2 * pos + 1) < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[pos] = heap[child]
        pos = child
    heap[pos] = item
    _siftdown(heap, start, pos)


# ---- the same with the largest on top ----

def _heappop_max(heap):
    """Maxheap version of a heappop."""
    last = heap.pop()
    return _heapreplace_max(heap, last) if heap else last


def _heapreplace_max(heap, item):
    """Take the largest item out of a heap turned upside down, and put item in."""
    largest = heap[0]
    heap[0] = item
    _siftup_max(heap, 0)
    return largest


def _heapify_max(x):
    """Make a list a heap with the largest item first, in linear time."""
    for i in reversed(range(len(x) // 2)):
        _siftup_max(x, i)


def _siftdown_max(heap, startpos, pos):
    """Maxheap variant of _siftdown"""
    item = heap[pos]
    while pos > startpos:
        parent = (pos - 1) >> 1
        if not heap[parent] < item:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _siftup_max(heap, pos):
    """Maxheap variant of _siftup"""
    start, end = pos, len(heap)
    item = heap[pos]
    while (child := 2 * pos + 1) < end:
        if child + 1 < end and not heap[child + 1] < heap[child]:
            child += 1
        heap[pos] = heap[child]
        pos = child
    heap[pos] = item
    _siftdown_max(heap, start, pos)


try:
    from _heapq import *
except ImportError:
    pass
try:
    from _heapq import _heapify_max, _heappop_max, _heapreplace_max
except ImportError:
    pass


# ---- merging sorted inputs ----

def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output.

    The result is a generator that holds one item of each input at a time.  Items that are equal come in the order of
    their inputs.

        >>> list(merge([1,3,5,7], [0,2,4,8], [5,10,15,20], [], [25]))
        [0, 1, 2, 3, 4, 5, 5, 7, 8, 10, 15, 20, 25]

    If *key* is not None, applies a key function to each element to determine its sort order.

        >>> list(merge(['dog', 'horse'], ['cat', 'fish', 'kangaroo'], key=len))
        ['dog', 'cat', 'fish', 'horse', 'kangaroo']
    """
    if reverse:
        make, pop, replace, step = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make, pop, replace, step = heapify, heappop, heapreplace, 1

    # An entry of the heap is [key of its item, number of its input, the input's __next__, the item].  The number
    # decides between equal keys and is unique, so what comes after it is never compared.
    heap = []
    for number, iterable in enumerate(map(iter, iterables)):
        advance = iterable.__next__
        try:
            item = advance()
        except StopIteration:
            continue
        heap.append([item if key is None else key(item), number * step, advance, item])
    make(heap)

    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[3]
                item = entry[3] = entry[2]()
                entry[0] = item if key is None else key(item)
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        # Only one input is left: no more comparing, and no more keys.
        entry = heap[0]
        yield entry[3]
        yield from entry[2].__self__


# ---- the first few of many ----

def nsmallest(n, iterable, key=None):
    """The n smallest elements, as sorted(iterable, key=key)[:n] has them."""
    return _best(n, iterable, key, min, sorted, 1, _heapify_max, _heapreplace_max)


def nlargest(n, iterable, key=None):
    """The n largest elements, as sorted(iterable, key=key, reverse=True)[:n] has them."""
    return _best(n, iterable, key, max, _sorted_down, -1, heapify, heapreplace)


def _sorted_down(iterable, key=None):
    return sorted(iterable, key=key, reverse=True)


def _best(n, iterable, key, best, ordered, step, make, replace):
    """The n first items in an order; the heap has the last one of those that are in it on top."""
    if n == 1:
        nothing = object()
        result = best(iterable, default=nothing, key=key)
        return [] if result is nothing else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return ordered(iterable, key=key)[:n]

    # Entries are (key, number, item).  A number says when its item came, turned so that of equal keys the later
    # one is nearer the top.
    items = iter(iterable)
    heap = [(item if key is None else key(item), i * step, item) for i, item in zip(range(n), items)]
    if not heap:
        return []
    make(heap)
    worst = heap[0][0]
    number = n * step
    for item in items:
        value = item if key is None else key(item)
        if value < worst if step > 0 else worst < value:
            replace(heap, (value, number, item))
            worst = heap[0][0]
            number += step
    heap.sort(reverse=step < 0)
    return [item for _, _, item in heap]


if __name__ == "__main__":
    import doctest
    print(doctest.testmod())
