# Sums, products and negation pass the edge of inline integers and come back.
for edge in (2**49, 2**50, 2**62, 2**63, 2**64, 2**127, 2**128):
    for near in (edge - 1, edge, edge + 1, -edge - 1, -edge, 1 - edge):
        assert near + 1 - 1 == near and near - 1 + 1 == near
        assert -(-near) == near and near * -1 == -near
        assert (near + near) // 2 == near and near * near // near == near
        assert ~~near == near and int(str(near)) == near and hash(near) == hash(near + 0)
        print(near, near + near, near * 3, near - 2 * near)
