# Nodes can be copied and pickled.
import ast, copy, pickle
tree = ast.parse("f(a, *b)[0] = {**c}")
print(ast.dump(copy.deepcopy(tree)) == ast.dump(tree), ast.dump(pickle.loads(pickle.dumps(tree))) == ast.dump(tree))
node = ast.Name("x", colour=None) if False else ast.Name("x")
node.extra = 5
print(copy.copy(node).extra, node.__reduce_ex__(2)[1])
