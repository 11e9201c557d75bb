"""python -m ast: see ast.main()."""
from ast import main

main()
