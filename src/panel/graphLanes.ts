/** In which lane of the rail each node stands: its line goes straight down to the last node that uses it, and nothing else stands in its way. */

export interface LanedNode {
  readonly uses: readonly number[];
}

/** A lane for each node, from 0. What is computed goes on in the lane of something that ends in it. */
export function lanesOf(nodes: readonly LanedNode[]): readonly number[] {
  const lastUse = nodes.map((_, k) => k);
  nodes.forEach(({ uses }, k) => {
    for (const used of uses) lastUse[used] = Math.max(lastUse[used]!, k);
  });
  const occupants: (number | null)[] = [];
  const lanes: number[] = [];
  nodes.forEach(({ uses }, k) => {
    const ending = uses.filter(used => lastUse[used] === k).map(used => lanes[used]!);
    for (const lane of ending) occupants[lane] = null;
    const free = occupants.indexOf(null);
    const lane = ending.length > 0 ? Math.min(...ending) : free < 0 ? occupants.length : free;
    occupants[lane] = lastUse[k] === k ? null : k;
    lanes.push(lane);
  });
  return lanes;
}
