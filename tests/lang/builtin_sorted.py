# sorted() is stable and takes its options by name.
words = ['bb', 'a', 'ccc', 'dd', 'e']
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted('hello'))
for call in (lambda: sorted(), lambda: sorted([], None), lambda: sorted([1, 'a']), lambda: sorted(5), lambda: sorted([], by=1)):
    try:
        call()
    except TypeError as e:
        print(e)
