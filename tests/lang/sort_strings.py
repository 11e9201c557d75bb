# Many strings sort by code points whatever they share at the front, and stay stable under a key.
seed = 5
def rand(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n
def word(alphabet, longest): return ''.join(alphabet[rand(len(alphabet))] for _ in range(rand(longest + 1)))
def check(words):
    s = sorted(words)
    for a, b in zip(s, s[1:]):
        assert list(map(ord, a)) <= list(map(ord, b)), (a, b)
    assert sorted(words, reverse=True) == s[::-1] and sorted(s) == s and len(s) == len(words)
    keyed = sorted(range(len(words)), key=words.__getitem__)
    assert [words[i] for i in keyed] == s
    assert all(words[a] != words[b] or a < b for a, b in zip(keyed, keyed[1:]))
for alphabet in ('ab', 'abcdefghij', 'a\0', 'aé\xff', '\x7f\x80'):
    for longest in (1, 3, 8, 9, 20):
        check([word(alphabet, longest) for _ in range(500)])
        check(['common prefix ' + word(alphabet, longest) for _ in range(300)])
check(['same'] * 100 + [''] * 100)
check([word('aé☃🎉', 5) for _ in range(500)])
print(sorted(['b', 'a', 'B', '', 'ab', 'a\0', 'aa'] * 10)[::10])
