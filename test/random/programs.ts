/** Random documents: declarations, perhaps definitions, and one query. The same seed gives the same document. */

import {
  declarations,
  drawTree,
  type Kind,
  LEAVES,
  type Leaves,
  NAMED,
  operationsOf,
  pick,
  type Random,
  type Sizes,
  seeded,
  type Tree,
  VARIABLES,
  weighted,
  withSizes,
  write,
} from './expressions.ts';
import { FIRST_ORDER } from './grammar.ts';

/** A definition: `e = A x`, or by indices `F[i,l] = …`. */
interface Definition {
  readonly left: string;
  readonly tree: Tree | null;
  readonly text: string;
}

export interface Program {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly layout: 'numerator' | 'denominator';
  readonly definitions: readonly Definition[];
  /** What is differentiated in the query, where it is no defined name. */
  readonly tree: Tree | null;
  /** The query with `@` for the expression. */
  readonly query: string;
  readonly order: number;
  /** Names of features of the query, for the table of counts. */
  readonly features: readonly string[];
  readonly operations: ReadonlySet<string>;
}

export function textOf(program: Program): string {
  const { sizes, layout, definitions } = program;
  const lines = definitions.map(({ left, tree, text }) => `${left} = ${tree ? write(tree, sizes) : withSizes(text, sizes)}`);
  const body = [...lines, queryOf(program)].join('\n');
  return [`layout ${layout}`, ...declarations(body, sizes), body].join('\n');
}

export const queryOf = ({ query, tree, sizes }: Program): string => query.replace('@', () => (tree ? write(tree, sizes) : ''));

/** Named sizes mostly; literal ones, polynomials, 1, and one that a check replaces by a small number. */
const SIZES: readonly (readonly [weight: number, sizes: Sizes])[] = [
  [12, NAMED],
  [2, { n: '3', m: 'm', p: 'p' }],
  [2, { n: '2', m: '3', p: '2' }],
  [1, { n: 'n', m: '2n', p: 'n+1' }],
  [1, { n: 'n+1', m: 'm', p: 'n' }],
  [1, { n: '4', m: 'm', p: '2' }],
  [1, { n: '7', m: '8', p: 'p' }],
];

export function drawProgram(seed: number): Program {
  const random = seeded(Math.imul(seed, 0x9e3779b1) + 1);
  const sizes = weighted(SIZES, random);
  const layout = random() < 0.5 ? ('numerator' as const) : ('denominator' as const);
  for (;;) {
    const { definitions = [], tree = null, query, order = 1, features } = weighted(FORMS, random)(random);
    const trees = [tree, ...definitions.map(definition => definition.tree)].filter(each => each !== null);
    const operations = new Set(trees.flatMap(each => [...operationsOf(each)]));
    if (order > 1 && [...operations].some(operation => FIRST_ORDER.has(operation)) && random() < 0.9) continue;
    return { seed, sizes, layout, definitions, tree, query, order, features, operations };
  }
}

type Form = (random: Random) => Partial<Program> & Pick<Program, 'query' | 'features'>;

const KINDS: readonly (readonly [number, Kind])[] = [
  [8, 'scalar'],
  [3, 'n'],
  [2, 'm'],
  [1, 'row'],
  [2, 'nn'],
  [2, 'mn'],
  [1, 'mm'],
  [0.5, 'pair'],
  [1, 'vecX'],
];

/** One derivative of one expression, in the notations of the language. */
const direct: Form = random => {
  const kind = weighted(KINDS, random);
  const tree = drawTree(kind, kind === 'scalar' ? 3 : 2, random);
  const name = variableIn([tree], random);
  const spellings = [`d(@)/d${name}`, `∂(@)/∂${name}`, `derivative(@, ${name})`];
  if (kind === 'scalar') spellings.push(`gradient(@, ${name})`, `∇_${name} (@)`);
  else if (kind === 'n' || kind === 'm') spellings.push(`jacobian(@, ${name})`);
  return { tree, query: pick(spellings, random), features: [`by ${kindOf(name)}`, `of ${kind}`] };
};

/** A vector or a matrix of functions of a scalar. */
const byScalar: Form = random => {
  const kind = weighted(KINDS, random);
  const tree = drawTree(kind, 3, random);
  const name = pick(['a', 'b'], random);
  return { tree, query: `d(@)/d${name}`, features: ['by scalar', `of ${kind}`] };
};

/** No word whose letters may all be names: `mat` would be m a t. */
const NAMES: Readonly<Record<Kind, readonly string[]>> = {
  scalar: ['L', 'ρ', 'loss'],
  n: ['e', 'ξ', 'res'],
  m: ['t', 'η', 'out'],
  row: ['ζ', 'rowv', 'ω'],
  nn: ['H', 'Γ', 'kern'],
  mn: ['R', 'Ω', 'layer'],
  mm: ['V', 'Λ', 'gram'],
  pair: ['ϕ', 'both', 'two'],
  vecX: ['ν', 'flat', 'long'],
};

/** A chain of definitions, the last of them differentiated by a variable or by an earlier one. */
const chain: Form = random => {
  const definitions: Definition[] = [];
  const used = new Map<Kind, string[]>();
  let leaves: Leaves = LEAVES;
  const count = 2 + Math.floor(random() * 3);
  for (let step = 0; step < count; step++) {
    const isLast = step === count - 1;
    const kind = isLast && random() < 0.7 ? 'scalar' : weighted(KINDS, random);
    const free = NAMES[kind].filter(name => !used.get(kind)?.includes(name));
    if (free.length === 0) continue;
    const left = free[0]!;
    definitions.push({ left, tree: drawTree(kind, 2, random, leaves), text: '' });
    used.set(kind, [...(used.get(kind) ?? []), left]);
    // what was defined is used more often than anything else
    leaves = { ...leaves, [kind]: [...LEAVES[kind], ...Array.from({ length: 4 }, () => used.get(kind)!).flat()] };
  }
  const last = definitions.at(-1)!;
  const earlier = definitions.slice(0, -1).filter(({ left }) => write(last.tree!, NAMED).includes(left));
  const byName = earlier.length > 0 && random() < 0.4;
  const by = byName
    ? pick(earlier, random).left
    : variableIn(
        definitions.map(({ tree }) => tree!),
        random,
      );
  const query = pick([`d${last.left}/d${by}`, `∂${last.left}/∂${by}`, `derivative(${last.left}, ${by})`], random);
  return { definitions, query, features: ['definitions', byName ? 'by a defined name' : `by ${kindOf(by)}`] };
};

const second: Form = random => {
  const kind = random() < 0.75 ? ('scalar' as const) : weighted(KINDS, random);
  const tree = drawTree(kind, kind === 'scalar' ? 2 : 1, random);
  const [one, other] = [variableIn([tree], random), variableIn([tree], random)];
  if (one === other) {
    const spellings = [`d²(@)/d${one}²`, `derivative(@, ${one}, ${one})`, ...(kind === 'scalar' ? [`hessian(@, ${one})`] : [])];
    return { tree, order: 2, query: pick(spellings, random), features: ['order 2', `by ${kindOf(one)} twice`] };
  }
  return {
    tree,
    order: 2,
    query: pick([`∂²(@)/∂${one}∂${other}`, `derivative(@, ${one}, ${other})`], random),
    features: ['order 2', 'mixed second derivative'],
  };
};

const third: Form = random => {
  const tree = drawTree(random() < 0.8 ? 'scalar' : 'n', random() < 0.5 ? 1 : 2, random);
  const names = [0, 1, 2].map(() => variableIn([tree], random, ['scalar', 'n', 'm']));
  return { tree, order: 3, query: `derivative(@, ${names.join(', ')})`, features: ['order 3'] };
};

/** A gradient as a name, differentiated again. */
const nested: Form = random => {
  const tree = drawTree('scalar', random() < 0.5 ? 1 : 2, random);
  const by = variableIn([tree], random, ['n', 'm', 'nn', 'mn', 'scalar']);
  const [inner, queries] =
    kindOf(by) === 'scalar'
      ? [`dL/d${by}`, ['dg/d#', 'd(g^2)/d#']]
      : pick(
          [
            [`∇_${by} L`, ['dg/d#', 'd(‖g‖²)/d#', 'd(sum(exp(g / 9)))/d#']],
            [`gradient(L, ${by})`, ['d(sum(g))/d#']],
            [`dL/d${by}`, ["d(tr(g * g'))/d#", 'd(sum(g))/d#']],
          ] as const,
          random,
        );
  const query = pick(queries, random).replace('#', variableIn([tree], random));
  return {
    definitions: [
      { left: 'L', tree, text: '' },
      { left: 'g', tree: null, text: inner },
    ],
    query,
    order: 2,
    features: ['derivative of a derivative'],
  };
};

/** Definitions by indices: the left side, the right side, and queries about it. */
const BY_INDICES: readonly (readonly [left: string, right: string, queries: readonly string[]])[] = [
  ['f2_i', 'sum_j A_ij x_j', ['df2/dx', 'df2/dA']],
  ['g_i', 'A_ij x_j * a + y_i^2', ['dg/dx', 'dg/da', '∂g_i/∂A_jk', '∂g_1/∂y', '∂g_i/∂A[i,:]', '∂g_i/∂A_ij', 'derivative(g, A, x)']],
  ['M[i,l]', 'T[i,j,k] * x[j] * w[k] * y[l] + 2*X[i,l]', ['dM/dX', 'dM/dx', 'dM/dT', '∂M_ij/∂X_kl', '∂M_ij/∂x_k', '∂M_{1,2}/∂w', '∂M_ij/∂X_ij']],
  ['N[i,j,k]', 'exp(u[i]/3) * x[j] * w[k] + T[i,j,k]^2', ['dN/dx', 'dN/du', 'dN/dT', 'd(sum(N))/du', 'd(‖N‖)/dT']],
  ['s', 'x[j] * A[j,k] * y[k] + x[j]^2 * x[j]', ['ds/dx', 'ds/dA', 'hessian(s, x)', 'ds/dx_1', '∂s/∂A_ij', '∂s/∂A[1,:]', '∂s/∂A[:,2]', '∂²s/∂x∂A']],
  ['V[i,j]', 'sin(x[i] * y[j]) / (2 + z[i]^2)', ['dV/dx', 'dV/dy', '∂V_ij/∂x_i', '∂V_ij/∂x_k', 'd(tr(V))/dz']],
  ['W_ij', 'A_ik B_kj + δ_ij x_i', ['dW/dA', 'dW/dx', '∂W_pq/∂A_ij', '∂W_pq/∂B', '∂W_{1,1}/∂B_{1,2}', '∂²(tr(W))/∂A∂B']],
  ['k_i', 'relu(a u_i) * X_ij x_j + abs(u_i)', ['dk/dX', 'dk/du', '∂k_i/∂X_pq', '∂k_2/∂X']],
  ['b2', '[x_1^2 * x_2; sin(x_1 * a); a^3; A[1,2] * x_2]', ['db2/dx', 'db2/da', 'db2/dA', '∂b2_1/∂x_2', 'd²b2/da²']],
  ['J', '[x_1 + a, x_2 * a; exp(a/2), y_1 * x_1]', ['dJ/da', 'dJ/dx', 'd(det(J))/da', 'd(tr(J * J))/dx', '∂J_{1,2}/∂x_2']],
];
const byIndices: Form = random => {
  const [left, text, queries] = pick(BY_INDICES, random);
  return { definitions: [{ left, tree: null, text }], query: pick(queries, random), order: 1, features: ['definition by indices'] };
};

/** Letters that no definition has on its left: each is an axis of the result. */
const LETTERED: readonly (readonly [expression: string, queries: readonly string[]])[] = [
  ['x_i * y_j', ['dx_k', 'dx', 'dy_j', 'dy_1']],
  ['x_j * x_i^2', ['dx_k', 'dx', 'dx_i']],
  ['sum_j A_ij x_j', ['dx_k', 'dA_pq', 'dA[1,:]', 'dA']],
  ['A_ij x_j', ['dx_j', 'dx_k', 'dA_ij']],
  ['A_ii', ['dA_pq', 'dA']],
  ['exp(x_i) / sum_j exp(x_j)', ['dx_k', 'dx']],
  ['‖x‖ * x_i', ['dx_k', 'dx']],
  ['sin(x_i / 2) * A * y', ['dx_k', 'dx', 'dy', 'dA']],
  ['T[i,j,k] * x[j] * w[k]', ['dx_j', 'dT', 'dw_l']],
];
const lettered: Form = random => {
  const [expression, below] = pick(LETTERED, random);
  return { definitions: [], query: `∂(${expression})/∂${pick(below, random).slice(1)}`, order: 1, features: ['letters without a definition'] };
};

/** Single entries of what is differentiated, or of what it is differentiated by. */
const entrywise: Form = random => {
  const tree = drawTree(pick(['n', 'nn', 'mn', 'scalar'] as const, random), 2, random);
  const queries: Readonly<Record<string, readonly string[]>> = {
    n: ['∂e_i/∂x_j', '∂e_1/∂x', '∂e_i/∂A_kl', '∂e_i/∂A[i,:]', '∂e_i/∂x_i', 'de/dx_2', '∂e_2/∂X_{1,2}', '∂e_i/∂X[:,i]'],
    nn: ['∂H_pq/∂A_ij', '∂H_pq/∂A', '∂H_{1,2}/∂x', '∂H_ij/∂A_ij', '∂H_ii/∂x', '∂H[1,:]/∂x', '∂H_pq/∂X_{1,j}', 'dH/dA_{1,2}'],
    mn: ['∂R_pq/∂X_ij', '∂R_pq/∂X', '∂R_{1,2}/∂x_1', '∂R[:,1]/∂X[:,1]', '∂R_ij/∂u_i', '∂R_ij/∂x_j'],
    scalar: ['∂L/∂x_1', '∂L/∂A_ij', '∂L/∂A[:,1]', '∂L/∂X[2,:]', '∂²L/∂x_1∂x_2', '∂²L/∂x_i∂x_j', '∂²L/∂a∂x_1'],
  };
  const query = pick(queries[tree.kind]!, random);
  const left = { n: 'e', nn: 'H', mn: 'R', scalar: 'L' }[tree.kind as 'n'];
  return { definitions: [{ left, tree, text: '' }], query, order: query.includes('²') ? 2 : 1, features: ['entries of a derivative'] };
};

const FORMS: readonly (readonly [number, Form])[] = [
  [50, direct],
  [8, byScalar],
  [22, chain],
  [10, second],
  [3, third],
  [3, nested],
  [3, byIndices],
  [4, entrywise],
  [2, lettered],
];

const kindOf = (name: string): string => VARIABLES.find(variable => variable.name === name)!.kind;

/** A variable that the trees use; now and then one that they do not. */
function variableIn(trees: readonly Tree[], random: Random, kinds?: readonly string[]): string {
  const text = trees.map(tree => write(tree, NAMED)).join(' ');
  const words = new Set(text.match(/\p{L}+/gu));
  const candidates = VARIABLES.filter(({ kind }) => kinds?.includes(kind) ?? true);
  const occurring = candidates.filter(({ name }) => words.has(name));
  return pick(occurring.length > 0 && random() < 0.97 ? occurring : candidates, random).name;
}
