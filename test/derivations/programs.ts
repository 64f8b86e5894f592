/** Small random programs: up to three definitions that use each other, and the derivative of the last by a variable. */

type Random = () => number;

/** mulberry32: small, seeded, the same everywhere. */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Kind = 's' | 'n' | 'm' | 'nn' | 'mn';

const DECLARATIONS = `a, b ∈ ℝ
x, y ∈ ℝ^n
u, v ∈ ℝ^m
A, B ∈ ℝ^{n×n}
S ∈ ℝ^{n×n}, symmetric
X, Y ∈ ℝ^{m×n}`;

const NAMES: Readonly<Record<Kind, readonly string[]>> = { s: ['a', 'b'], n: ['x', 'y'], m: ['u', 'v'], nn: ['A', 'B', 'S'], mn: ['X', 'Y'] };

/** Expressions by what they are; `$n` is a hole for a vector of n entries. */
const TEMPLATES: Readonly<Record<Kind, readonly string[]>> = {
  s: [
    '($n)ᵀ ($n)',
    '($m)ᵀ ($mn) ($n)',
    '‖$m‖²',
    '‖$n - $n‖²',
    'tr(($nn) ($nn))',
    'tr(($mn)ᵀ ($mn))',
    'logdet(4 eye(n) + ($mn)ᵀ ($mn))',
    'sum(($m) .* ($m))',
    'sin($s)',
    'exp(($s)/3)',
    '($s) ($s)',
    '($s) + ($s)',
    '($s) / (2 + ‖$n‖²)',
    'logsumexp($n)',
    '‖$mn‖_F²',
    'sqrt(1 + ‖$m‖²)',
    'sum(log(2 + ($mn).^2))',
  ],
  n: ['($nn) ($n)', '($mn)ᵀ ($m)', '($n) + ($n)', '($n) .* ($n)', 'tanh($n)', '($s) ($n)', 'softmax($n)', 'inv(4 eye(n) + S) ($n)'],
  m: ['($mn) ($n)', '($m) - ($m)', '($m) .* ($m)', 'sigmoid($m)', 'exp(($m)/3)'],
  nn: ['($nn) ($nn)', '($mn)ᵀ ($mn)', '($nn)ᵀ', '($n) ($n)ᵀ', '($nn) + ($nn)', 'diag($n)'],
  mn: ['($mn) ($nn)', '($mn) - ($mn)', '($m) ($n)ᵀ', '($mn) .* ($mn)', 'diag($m) ($mn)'],
};

const KINDS: readonly Kind[] = ['s', 's', 's', 'n', 'm', 'nn', 'mn'];

/** The same seed gives the same program. */
export function drawProgram(seed: number): string {
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const defined = new Map<Kind, string[]>();
  const variables = new Set<string>();
  const leaf = (kind: Kind): string => {
    const own = defined.get(kind);
    if (own && random() < 0.7) return pick(own);
    const name = pick(NAMES[kind]);
    variables.add(name);
    return name;
  };
  const draw = (kind: Kind, depth: number): string =>
    depth === 0 ? leaf(kind) : pick(TEMPLATES[kind]).replace(/\$(s|nn|mn|n|m)/g, (_, hole: Kind) => draw(hole, depth - 1));
  const count = 1 + Math.floor(random() * 3);
  const definitions = Array.from({ length: count }, (_, k) => {
    const kind = pick(KINDS);
    const value = draw(kind, k === count - 1 ? 2 : 1);
    const name = `q${k + 1}`;
    defined.set(kind, [...(defined.get(kind) ?? []), name]);
    return `${name} = ${value}`;
  });
  const layout = random() < 0.5 ? 'numerator' : 'denominator';
  const by = variables.size > 0 ? pick([...variables]) : 'x';
  return [`layout ${layout}`, DECLARATIONS, ...definitions, `dq${count}/d${by}`].join('\n');
}
