/** Random well-typed expressions of the language, as text, and which operations they use. */

export interface Drawn {
  readonly text: string;
  readonly operations: ReadonlySet<string>;
}
/** A source of random numbers in [0, 1). */
export type Random = () => number;

type Kind = 'scalar' | 'n' | 'm' | 'nn' | 'mn' | 'mm';
type Make = (draw: (kind: Kind) => string) => string;
interface Rule {
  readonly operation: string;
  readonly kind: Kind;
  readonly make: Make;
}

/** Declarations of every name that the expressions use. */
export const DECLARATIONS = [
  'a, b ∈ ℝ, positive',
  'x, y ∈ ℝ^n',
  'z ∈ ℝ^n, positive',
  'u, v ∈ ℝ^m',
  'A, B ∈ ℝ^{n×n}',
  'X, Y ∈ ℝ^{m×n}',
  'S ∈ ℝ^{n×n}, symmetric',
  'P ∈ ℝ^{n×n}, positive definite',
  'D ∈ ℝ^{n×n}, diagonal',
].join('\n');

export const VARIABLES: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: 'a', kind: 'scalar' },
  { name: 'b', kind: 'scalar' },
  { name: 'x', kind: 'n' },
  { name: 'y', kind: 'n' },
  { name: 'z', kind: 'n' },
  { name: 'u', kind: 'm' },
  { name: 'A', kind: 'nn' },
  { name: 'B', kind: 'nn' },
  { name: 'X', kind: 'mn' },
  { name: 'Y', kind: 'mn' },
  { name: 'P', kind: 'nn' },
  { name: 'S', kind: 'nn' },
];

const LEAVES: Readonly<Record<Kind, readonly string[]>> = {
  scalar: ['a', 'b', '2', '0.5', 'a', 'n'],
  n: ['x', 'y', 'z', 'x', 'ones(n)'],
  m: ['u', 'v'],
  nn: ['A', 'B', 'S', 'P', 'D', 'eye(n)', 'A'],
  mn: ['X', 'Y', 'X'],
  mm: ['eye(m)', 'X Xᵀ'],
};

const SMOOTH = ['exp', 'sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'atan', 'erf', 'sinh', 'cosh'];
const KINKED = ['relu', 'abs'];

const rules: Rule[] = [];
const rule = (operation: string, kind: Kind, make: Make): void => {
  rules.push({ operation, kind, make });
};
for (const kind of ['scalar', 'n', 'm', 'nn', 'mn', 'mm'] as const) {
  rule('add', kind, draw => `(${draw(kind)} + ${draw(kind)})`);
  rule('subtract', kind, draw => `(${draw(kind)} - ${draw(kind)})`);
  rule('negate', kind, draw => `(-${draw(kind)})`);
  if (kind !== 'scalar') {
    rule('hadamard', kind, draw => `(${draw(kind)} .* ${draw(kind)})`);
    rule('scalar multiple', kind, draw => `(${draw('scalar')} * ${draw(kind)})`);
    rule('scalar quotient', kind, draw => `(${draw(kind)} / (2 + ${draw('scalar')}^2))`);
    rule('elementwise square', kind, draw => `(${draw(kind)}).^2`);
    rule('hadamard quotient', kind, draw => `(${draw(kind)} ./ (2 + (${draw(kind)}).^2))`);
  }
  for (const name of SMOOTH) rule(name, kind, draw => `${name}(${kind === 'scalar' ? `${draw(kind)} / 3` : `${draw(kind)} / 3`})`);
  for (const name of KINKED) rule(name, kind, draw => `${name}(${draw(kind)})`);
  rule('log', kind, draw => `log(2 + (${draw(kind)}).^2)`);
  rule('sqrt', kind, draw => `sqrt(1 + (${draw(kind)}).^2)`);
}
rule('inner product', 'scalar', draw => `((${draw('n')})' * ${draw('n')})`);
rule('inner product', 'scalar', draw => `((${draw('m')})' * ${draw('m')})`);
rule('bilinear form', 'scalar', draw => `((${draw('m')})' * ${draw('mn')} * ${draw('n')})`);
rule('trace', 'scalar', draw => `tr(${draw('nn')})`);
rule('trace of a product', 'scalar', draw => `tr(${draw('mn')} * (${draw('mn')})')`);
rule('determinant', 'scalar', draw => `det(3 * eye(n) + sin(${draw('nn')}))`);
rule('log determinant', 'scalar', draw => `logdet(4 * eye(n) + tanh(${draw('nn')}))`);
rule('norm', 'scalar', draw => `norm2(${draw('n')})`);
rule('Frobenius norm', 'scalar', draw => `normF(${draw('mn')})`);
rule('1-norm', 'scalar', draw => `norm1(${draw('n')})`);
rule('sum', 'scalar', draw => `sum(${draw('n')})`);
rule('sum', 'scalar', draw => `sum(${draw('mn')})`);
rule('logsumexp', 'scalar', draw => `logsumexp(${draw('n')})`);
rule('product', 'scalar', draw => `(${draw('scalar')} * ${draw('scalar')})`);
rule('quotient', 'scalar', draw => `(${draw('scalar')} / (1 + (${draw('scalar')})^2))`);
rule('scalar power', 'scalar', draw => `(1 + (${draw('scalar')})^2)^(1/3)`);
rule('matrix vector', 'n', draw => `(${draw('nn')} * ${draw('n')})`);
rule('matrix vector', 'n', draw => `((${draw('mn')})' * ${draw('m')})`);
rule('matrix vector', 'm', draw => `(${draw('mn')} * ${draw('n')})`);
rule('softmax', 'n', draw => `softmax(${draw('n')})`);
rule('diagonal', 'n', draw => `diagonal(${draw('nn')})`);
rule('logsumexprows', 'm', draw => `logsumexprows(${draw('mn')})`);
rule('solve', 'n', draw => `(inv(4 * eye(n) + tanh(${draw('nn')})) * ${draw('n')})`);
rule('matrix product', 'nn', draw => `(${draw('nn')} * ${draw('nn')})`);
rule('Gram', 'nn', draw => `((${draw('mn')})' * ${draw('mn')})`);
rule('matrix product', 'mn', draw => `(${draw('mn')} * ${draw('nn')})`);
rule('matrix product', 'mn', draw => `(${draw('mm')} * ${draw('mn')})`);
rule('transpose', 'nn', draw => `(${draw('nn')})'`);
rule('outer product', 'nn', draw => `(${draw('n')} * (${draw('n')})')`);
rule('outer product', 'mn', draw => `(${draw('m')} * (${draw('n')})')`);
rule('outer product', 'mm', draw => `(${draw('m')} * (${draw('m')})')`);
rule('diag', 'nn', draw => `diag(${draw('n')})`);
rule('inverse', 'nn', draw => `inv(4 * eye(n) + tanh(${draw('nn')}))`);
rule('matrix power', 'nn', draw => `(${draw('nn')})^2`);
rule('softmaxrows', 'mn', draw => `softmaxrows(${draw('mn')})`);
rule('diag scaling', 'mn', draw => `(diag(${draw('m')}) * ${draw('mn')})`);

export const OPERATIONS: readonly string[] = [...new Set(rules.map(({ operation }) => operation))];

const byKind = new Map<Kind, readonly Rule[]>();
for (const { kind } of rules) if (!byKind.has(kind)) byKind.set(kind, rules.filter(other => other.kind === kind));

/** An expression of a kind, nested at most `depth` deep. */
export function drawExpression(kind: Kind, depth: number, random: Random): Drawn {
  const operations = new Set<string>();
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const draw = (wanted: Kind, left: number): string => {
    if (left === 0 || random() < 0.15) return pick(LEAVES[wanted]);
    const chosen = pick(byKind.get(wanted)!);
    operations.add(chosen.operation);
    return chosen.make(inner => draw(inner, left - 1));
  };
  return { text: draw(kind, depth), operations };
}

export const KINDS: readonly Kind[] = ['scalar', 'scalar', 'scalar', 'n', 'm', 'nn', 'mn'];

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
