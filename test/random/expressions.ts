/** Random well-typed expressions of the language as trees: drawn from the grammar, printed as text, made smaller where one fails. */

import { ALL_KINDS, type Kind, OPERATIONS, RULES, type Rule } from './grammar.ts';

export { type Kind, OPERATIONS };

/** A source of random numbers in [0, 1). */
export type Random = () => number;

/** mulberry32: small, seeded, the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** An item by its weight. */
export function weighted<Item>(
  items: readonly (readonly [weight: number, item: Item])[],
  random: Random,
  total = items.reduce((sum, [weight]) => sum + weight, 0),
): Item {
  const wanted = random() * total;
  let passed = 0;
  for (const [weight, item] of items) {
    passed += weight;
    if (wanted < passed) return item;
  }
  return items[0]![1];
}

export const pick = <Item>(items: readonly Item[], random: Random): Item => items[Math.floor(random() * items.length)]!;

/** How the sizes n, m and p are written. */
export interface Sizes {
  readonly n: string;
  readonly m: string;
  readonly p: string;
}
export const NAMED: Sizes = { n: 'n', m: 'm', p: 'p' };

/** An expression: a rule with its operands, or a leaf that is written as it is. */
export type Tree = { readonly kind: Kind } & (
  | { readonly rule: Rule; readonly operands: readonly Tree[]; readonly letters: readonly string[] }
  | { readonly rule: null; readonly text: string }
);

export interface Variable {
  readonly name: string;
  readonly kind: Kind | 'tensor' | 'p';
  /** After the shape: `, symmetric`. */
  readonly property: string;
}
export const VARIABLES: readonly Variable[] = [
  ...['a', 'b'].map(name => ({ name, kind: 'scalar' as const, property: '' })),
  { name: 'c', kind: 'scalar', property: ', positive' },
  { name: 'κ', kind: 'scalar', property: '' },
  ...['x', 'y'].map(name => ({ name, kind: 'n' as const, property: '' })),
  { name: 'z', kind: 'n', property: ', positive' },
  ...['u', 'v'].map(name => ({ name, kind: 'm' as const, property: '' })),
  { name: 'w', kind: 'p', property: '' },
  ...['A', 'B'].map(name => ({ name, kind: 'nn' as const, property: '' })),
  { name: 'S', kind: 'nn', property: ', symmetric' },
  { name: 'P', kind: 'nn', property: ', positive definite' },
  { name: 'D', kind: 'nn', property: ', diagonal' },
  { name: 'Q', kind: 'nn', property: ', orthogonal' },
  { name: 'K', kind: 'nn', property: ', skew-symmetric' },
  { name: 'G', kind: 'nn', property: ', lower triangular' },
  ...['X', 'Y'].map(name => ({ name, kind: 'mn' as const, property: '' })),
  { name: 'T', kind: 'tensor', property: '' },
];

const SHAPES: Readonly<Record<Variable['kind'], (sizes: Sizes) => string>> = {
  scalar: () => 'ℝ',
  n: ({ n }) => `ℝ^{${n}}`,
  m: ({ m }) => `ℝ^{${m}}`,
  p: ({ p }) => `ℝ^{${p}}`,
  row: ({ n }) => `ℝ^{1×${n}}`,
  nn: ({ n }) => `ℝ^{${n}×${n}}`,
  mn: ({ m, n }) => `ℝ^{${m}×${n}}`,
  mm: ({ m }) => `ℝ^{${m}×${m}}`,
  tensor: ({ m, n, p }) => `ℝ^{${m}×${n}×${p}}`,
  pair: ({ n }) => `ℝ^{2(${n})}`,
  vecX: ({ m, n }) => `ℝ^{(${m})(${n})}`,
};

/** The declarations of the names that a text uses. */
export function declarations(text: string, sizes: Sizes): readonly string[] {
  // x and u say what n and m are; `da` is a name behind a d
  const words = ['x', 'u', ...(text.match(/\p{L}+/gu) ?? [])];
  const used = new Set(words.flatMap(word => [word, word.replace(/^[d∂]/, '')]));
  const { n, m } = sizes;
  const functions = { f: `ℝ^{${n}} → ℝ^{${m}}`, h: `ℝ^{${n}} → ℝ`, ψ: 'ℝ → ℝ', F: `ℝ^{${n}×${n}} → ℝ` };
  return [
    ...VARIABLES.filter(({ name }) => used.has(name)).map(({ name, kind, property }) => `${name} ∈ ${SHAPES[kind](sizes)}${property}`),
    ...Object.entries(functions)
      .filter(([name]) => used.has(name))
      .map(([name, shape]) => `${name} : ${shape}`),
  ];
}

export type Leaves = Readonly<Record<Kind, readonly string[]>>;

/** Names often, numbers and constants sometimes. */
export const LEAVES: Leaves = {
  scalar: ['a', 'b', 'c', 'a', 'b', '2', '0.5', '3', 'pi', '($n)'],
  n: ['x', 'y', 'z', 'x', 'y', 'ones($n)'],
  m: ['u', 'v', 'u'],
  row: ["x'", "y'", "z'"],
  nn: ['A', 'B', 'A', 'B', 'S', 'P', 'D', 'Q', 'K', 'G', 'eye($n)'],
  mn: ['X', 'Y', 'X'],
  mm: ['eye($m)', "(X * Y')", "(X * X')", "(u * v')"],
  pair: ['[x; y]', '[y; z]'],
  vecX: ['vec(X)', 'vec(Y)', 'kron(x, u)'],
};

const byKind: ReadonlyMap<Kind, { readonly rules: readonly Rule[]; readonly total: number }> = new Map(
  ALL_KINDS.map(kind => {
    const rules = RULES.filter(rule => rule.kind === kind);
    return [kind, { rules, total: rules.reduce((sum, rule) => sum + rule.weight, 0) }];
  }),
);

/** Letters that no name or size of the declarations has. */
const LETTERS = ['i', 'j', 'k', 'l', 'q', 'r', 's', 'g'];
const HOLE = /\{(scalar|n|m|row|nn|mn|mm|pair|vecX)\}/g;

export const holesOf = (template: string): readonly Kind[] => [...template.matchAll(HOLE)].map(match => match[1] as Kind);

/** A tree of a kind, at most `depth` rules deep. */
export function drawTree(kind: Kind, depth: number, random: Random, leaves: Leaves = LEAVES): Tree {
  if (depth === 0 || random() < 0.12) return { kind, rule: null, text: pick(leaves[kind], random) };
  const rule = drawRule(kind, random);
  const offset = Math.floor(random() * LETTERS.length);
  const letters = [0, 1, 2].map(k => LETTERS[(offset + k) % LETTERS.length]!);
  return { kind, rule, letters, operands: holesOf(rule.template).map(operand => drawTree(operand, depth - 1, random, leaves)) };
}

function drawRule(kind: Kind, random: Random): Rule {
  const { rules, total } = byKind.get(kind)!;
  return weighted(
    rules.map(rule => [rule.weight, rule] as const),
    random,
    total,
  );
}

/** The text of a tree. */
export function write(tree: Tree, sizes: Sizes): string {
  if (tree.rule === null) return withSizes(tree.text, sizes);
  let next = 0;
  const { letters, operands, rule } = tree;
  // one pass, so that nothing inside an operand is taken for a letter or a size of this rule
  return rule.template.replace(/\{(?:scalar|n|m|row|nn|mn|mm|pair|vecX)\}|%([123])|\$([nmp])/g, (_, letter?: string, size?: keyof Sizes) => {
    if (letter !== undefined) return letters[Number(letter) - 1]!;
    return size !== undefined ? sizes[size] : write(operands[next++]!, sizes);
  });
}

export const withSizes = (text: string, sizes: Sizes): string => text.replace(/\$([nmp])/g, (_, size: keyof Sizes) => sizes[size]);

/** The rules that a tree uses, by the names of their operations. */
export function operationsOf(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  const open: Tree[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.rule === null) continue;
    found.add(node.rule.operation);
    open.push(...node.operands);
  }
  return found;
}

/** Smaller trees of the same kind, the smallest first: a leaf, an operand of the same kind, one operand made smaller. */
export function* smaller(tree: Tree, leaves: Leaves = LEAVES): Generator<Tree> {
  if (tree.rule === null) return;
  for (const text of new Set(leaves[tree.kind])) yield { kind: tree.kind, rule: null, text };
  for (const operand of tree.operands) if (operand.kind === tree.kind) yield operand;
  for (const [k, operand] of tree.operands.entries()) for (const less of smaller(operand, leaves)) yield { ...tree, operands: tree.operands.with(k, less) };
}

/** The smallest tree found, going down from `tree`, that still fails. */
export function shrink(tree: Tree, fails: (candidate: Tree) => boolean, leaves: Leaves = LEAVES): Tree {
  let smallest = tree;
  for (let attempts = 0, again = true; again; ) {
    again = false;
    for (const candidate of smaller(smallest, leaves)) {
      if (++attempts > 400) return smallest;
      if (!fails(candidate)) continue;
      smallest = candidate;
      again = true;
      break;
    }
  }
  return smallest;
}
