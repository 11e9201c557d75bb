# Case mappings: ASCII, the long ones, the final sigma, title case.
print("Hello World".lower(), "Hello World".upper(), "hello WORLD".title(), "hELLO".capitalize(), "Hello".swapcase())
print("straße".upper(), "ŉ".upper(), "ﬁx".title(), "ǆ".title(), "ǆ".upper(), "İ".lower() == "i\u0307", "ß".casefold(), "ΑΣ".lower(), "ΑΣΑ".lower(), "Σ".lower(), "ΑΣ.".lower())
print("they're bill's".title(), "a1b".title(), "ὈΔΥΣΣΕΎΣ".swapcase(), "ᾳ".upper(), "ᾳ".title(), "éÀ".swapcase())
print("MASSE".casefold() == "Maße".casefold(), "".upper(), "É".lower(), "ÿ".upper(), "µ".upper())
