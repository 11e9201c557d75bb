# A for loop resumes the generator in place and ends with it.
def count(n):
    for i in range(n):
        yield i * i
print(list(count(5)))
total = 0
for v in count(1000):
    total += v
print(total)
for v in count(0):
    print("never")
else:
    print("else ran")
