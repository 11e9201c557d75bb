# A string given to SystemExit goes to stderr and the status is 1.
print('before')
raise SystemExit('farewell')
