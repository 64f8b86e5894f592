// 1,000 hash-consed nodes: what the speed of this machine and this Node is measured with where no Python is.

const operations = 6;

/** Builds 1,000 nodes over 8 leaves, each looked up by operation and operands before it is made. */
export function buildKernel() {
  const table = new Map();
  const nodes = [];
  const intern = (operation, left, right) => {
    const key = (operation * 4096 + left) * 4096 + right;
    const known = table.get(key);
    if (known) return known;
    const node = { id: nodes.length, operation, left: nodes[left] ?? null, right: nodes[right] ?? null };
    table.set(key, node);
    nodes.push(node);
    return node;
  };
  for (let leaf = 0; leaf < 8; leaf++) intern(0, leaf, 4095);
  // a linear congruential generator chooses the operands, so that every run builds the same
  for (let state = 1; nodes.length < 1000; ) {
    state = (state * 1103 + 12345) % 65536;
    const left = state % nodes.length;
    intern(1 + (state % (operations - 1)), left, nodes.length - 1 - (left >> 1));
  }
  return nodes;
}
