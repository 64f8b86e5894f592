/** The operations on matrices and vectors, one row each, by their names in the typed tree. */

import type { KroneckerTensors, MatrixNumbers, MatrixOperationRow, TensorNodeRow } from './matrixOperation.ts';
import { isSquareOperand, type SideRule, sideRule } from './sides.ts';
import type { OperationTerms, TensorAlgebra } from './tensorOperation.ts';

const transposeOf = <M>(m: MatrixNumbers<M>, a: M): M => {
  const rows = m.rowsOf(a);
  return m.moved(a, m.columnsOf(a), rows, (i, j) => j * rows + i);
};

/** I − A B */
function complement<T>(t: TensorAlgebra<T>, a: T, b: T): T {
  const projection = t.contract('ik,kj->ij', a, b);
  return t.sum([1, t.identityLike(projection)], [-1, projection]);
}

/** A function that NumPy, PyTorch and JAX have in their linear algebra. */
const linearAlgebra = (call: string) => ({ numpy: `np.linalg.${call}`, torch: `torch.linalg.${call}`, jax: `jnp.linalg.${call}` });

/** M&N 2.1 */
const inverseOfFactors = <T>(t: KroneckerTensors<T>, factors: readonly T[]): T => t.kronecker(factors.map(t.inverse));

/** det(A ⊗ B) = det(A)^p det(B)^n for A n×n and B p×p: each to the power of the product of the other sizes (M&N 2.2). */
const determinantOfFactors = <T>(t: KroneckerTensors<T>, factors: readonly T[]): T =>
  t.scalars(factors.map((matrix, k) => t.scalarPower(t.determinant(matrix), t.sizeOfOthers(factors, k))));

/** LU: 2/3 n³ */
const factorisation: OperationTerms = [[[2, 3], 'nnn']];

const rows = {
  /** A⁻¹ of a square matrix; `inv` is short for it. */
  inverse: {
    sides: 'A|A -> A|A',
    meaning: (t, x) => t.inverse(x),
    ofKronecker: inverseOfFactors,
    node: {
      axes: 'nn->nn',
      // dY = −Y dA Y (M&N 18.10)
      derivatives: [(t, y) => [t.term(-1, 'ik,lj->ij,kl', y, y)]],
      step: { rule: 'differential-of-inverse', of: 'matrix', write: (w, y, _a, moved) => w.negative(w.product(y, moved, y)) },
      rule: 'differential-of-inverse',
      writtenByValue: true,
      condition: 'invertible',
      smooth: 'of definite',
      ofSymmetric: 'symmetric',
      value: (m, a) => m.inverse(a),
      code: { ...linearAlgebra('inv'), julia: 'inv', matlab: 'inv', cpp: '$.inverse()', r: 'solve', typescript: 'inv' },
      operations: [[2, 'nnn']],
    },
    value: (m, a) => m.inverse(a!),
    words: 'inverse',
    written: (w, a) => w.inverse(a),
  },
  trace: {
    name: 'trace',
    spellings: 'tr Tr',
    prefix: true,
    powerOfValue: true,
    methods: 'trace',
    sides: 'A|A -> ',
    keeps: ['scalar'],
    value: (m, a) => m.moved(a!, 1, 1, (i, j) => (i === j ? 0 : null)),
    words: 'trace',
    printing: { unicode: 'tr', latex: '\\operatorname{tr}' },
  },
  determinant: {
    name: 'det',
    spellings: 'determinant',
    prefix: true,
    powerOfValue: true,
    methods: 'det determinant',
    sides: 'A|A -> ',
    keeps: ['scalar'],
    meaning: (t, x) => t.determinant(x),
    ofKronecker: determinantOfFactors,
    node: {
      axes: 'nn->',
      // d det A = det A tr(A⁻¹ dA), Jacobi's formula
      derivatives: [(t, y, a) => [t.term(1, ',lk->,kl', y, t.inverse(a!))]],
      step: { rule: 'jacobi-formula-determinant', of: 'matrix', write: (w, y, a, moved) => w.product(y, w.trace(w.product(w.inverse(a), moved))) },
      rule: 'determinant-gradient',
      writtenByValue: true,
      smooth: 'everywhere',
      value: (m, a) => m.determinant(a),
      code: { ...linearAlgebra('det'), julia: 'det', matlab: 'det', cpp: '$.determinant()', r: 'det', typescript: 'det' },
      operations: factorisation,
    },
    value: (m, a) => m.determinant(a!),
    words: 'determinant',
    printing: { unicode: 'det', latex: '\\det' },
  },
  /** ln |det| */
  logDeterminant: {
    name: 'logdet',
    spellings: 'log_det lndet',
    prefix: true,
    powerOfValue: true,
    methods: 'logdet',
    sides: 'A|A -> ',
    ofScalar: (s, u) => s.apply('log', s.apply('abs', u)),
    meaning: (t, x) => t.logDeterminant(x),
    ofKronecker: (t, factors) => t.sum(factors.map((matrix, k) => t.scalars([t.sizeOfOthers(factors, k), t.logDeterminant(matrix)]))),
    node: {
      axes: 'nn->',
      derivatives: [(t, _y, a) => [t.term(1, 'lk->,kl', t.inverse(a!))]],
      step: { rule: 'log-determinant', of: 'matrix', write: (w, _y, a, moved) => w.trace(w.product(w.inverse(a), moved)) },
      rule: 'log-determinant',
      condition: 'invertible',
      smooth: 'of definite',
      transcendental: true,
      value: (m, a) => m.logOfMagnitude(m.determinant(a)),
      code: {
        ...linearAlgebra('slogdet($)[1]'),
        julia: 'logabsdet($)[1]',
        matlab: 'logabsdet_',
        cpp: 'logabsdet_',
        r: 'logabsdet_',
        typescript: 'logabsdet',
      },
      operations: factorisation,
    },
    value: (m, a) => m.apply('log', m.apply('abs', m.determinant(a!))),
    words: 'log |det|',
    printing: { unicode: { around: 'log|det(#)|', level: 'product' }, latex: { around: '\\log\\lvert\\det#\\rvert', level: 'product' } },
  },
  adjugate: {
    name: 'adj',
    spellings: 'adjugate',
    prefix: true,
    sides: 'A|A -> A|A',
    ofScalar: s => s.number(1),
    // adj X = det X · X⁻¹ for an invertible X (Cookbook (148))
    meaning: (t, x) => t.contract(',ij->ij', t.determinant(x), t.inverse(x)),
    ofKronecker: (t, factors) => t.scaled(determinantOfFactors(t, factors), inverseOfFactors(t, factors)),
    value: (m, a) => m.times(m.determinant(a!), m.inverse(a!)),
    words: 'adjugate',
    printing: { unicode: 'adj', latex: '\\operatorname{adj}' },
  },
  pseudoInverse: {
    name: 'pinv',
    spellings: 'pseudoinverse pinverse ginv',
    prefix: true,
    methods: 'pinverse',
    sides: 'A|B -> B|A',
    takes: { kinds: ['matrix'], words: 'a matrix' },
    meaning: (t, x) => t.pseudoInverse(x),
    ofKronecker: (t, factors) => t.kronecker(factors.map(t.pseudoInverse)),
    node: {
      axes: 'mn->nm',
      // dX⁺ = −X⁺ dX X⁺ + X⁺X⁺ᵀ dXᵀ (I − X X⁺) + (I − X⁺X) dXᵀ X⁺ᵀX⁺ (Golub and Pereyra 1973), while the rank stays
      derivatives: [
        (t, y, x) => [
          t.term(-1, 'ik,lj->ij,kl', y, y),
          t.term(1, 'ia,la,kj->ij,kl', y, y, complement(t, x!, y)),
          t.term(1, 'il,ak,aj->ij,kl', complement(t, y, x!), y, y),
        ],
      ],
      rule: 'pseudo-inverse',
      writtenByValue: true,
      condition: 'constant-rank',
      value: (m, a) => m.pseudoInverse(a),
      code: {
        ...linearAlgebra('pinv'),
        julia: 'pinv',
        matlab: 'pinv',
        cpp: '$.completeOrthogonalDecomposition().pseudoInverse()',
        r: 'pinv_',
        typescript: 'pinv',
      },
      // a thin singular value decomposition of m×n, 6mn² + 20n³, and the product of its parts
      operations: [
        [8, 'mnn'],
        [20, 'nnn'],
      ],
    },
    // (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹: full rank, which random matrices have
    value: (m, a) => {
      const turned = transposeOf(m, a!);
      return m.rowsOf(a!) >= m.columnsOf(a!) ? m.multiply(m.inverse(m.multiply(turned, a!)), turned) : m.multiply(turned, m.inverse(m.multiply(a!, turned)));
    },
    words: 'pseudo-inverse',
    printing: { unicode: 'pinv', latex: { around: '#^{+}', level: 'factor' } },
  },
  /** The diagonal matrix of a vector. */
  diag: {
    name: 'diag',
    spellings: 'Diag diagm Diagonal diagflat diag_embed',
    prefix: true,
    sides: 'A| -> A|A',
    takes: { kinds: ['vector'], words: 'a vector or a square matrix' },
    ofKind: { matrix: 'diagonal' },
    turnsRow: true,
    value: (m, a) => {
      const n = m.rowsOf(a!);
      return m.moved(a!, n, n, i => i * (n + 1));
    },
    words: 'diagonal matrix',
    printing: { unicode: 'diag', latex: '\\operatorname{diag}' },
  },
  diagonal: {
    name: 'diagonal',
    spellings: 'diagpart diag_part extract_diagonal',
    methods: 'diagonal',
    sides: 'A|A -> A|',
    value: (m, a) => m.moved(a!, m.rowsOf(a!), 1, (i, j) => (i === j ? i : null)),
    words: 'diagonal of a matrix',
    printing: { unicode: 'diagonal', latex: '\\operatorname{diagonal}' },
  },
  /** The columns below one another. */
  vec: {
    name: 'vec',
    spellings: 'vectorize vectorise',
    prefix: true,
    sides: 'A|B -> BA|',
    takes: { kinds: ['matrix', 'row'], words: 'a matrix' },
    keeps: ['vector'],
    value: (m, a) => {
      const count = m.rowsOf(a!);
      return m.moved(a!, count * m.columnsOf(a!), 1, (i, j) => j * count + i);
    },
    words: 'columns stacked',
    printing: { unicode: 'vec', latex: '\\operatorname{vec}' },
  },
  /** Of all entries. */
  sum: {
    name: 'sum',
    spellings: 'reduce_sum',
    methods: 'sum',
    alongAxis: true,
    hasIndexBelow: true,
    byAxis: ['columnSums', 'rowSums'],
    sides: 'A|B -> ',
    keeps: ['scalar'],
    value: (m, a) => m.moved(a!, 1, 1, () => 0),
    words: 'sum of all entries',
    printing: { unicode: 'sum', latex: '\\operatorname{sum}' },
  },
  /** axis=0 */
  columnSums: {
    sides: 'A|B -> B|',
    value: (m, a) => m.moved(a!, m.columnsOf(a!), 1, (_, j) => j),
    words: 'sums down the columns',
    written: (w, x) => w.product(w.transpose(x), w.onesOfRows()),
  },
  /** axis=1 */
  rowSums: {
    sides: 'A|B -> A|',
    value: (m, a) => m.moved(a!, m.rowsOf(a!), 1, i => i),
    words: 'sums along the rows',
    written: (w, x) => w.product(x, w.onesOfColumns()),
  },
  kronecker: {
    name: 'kron',
    spellings: 'kronecker',
    sides: 'A|B, C|D -> AC|BD',
    value: (m, a, b) => {
      const [height, width] = [m.rowsOf(b!), m.columnsOf(b!)];
      const columns = m.columnsOf(a!) * width;
      return m.outer(a!, b!, m.rowsOf(a!) * height, columns, (i, j, k, l) => (i * height + k) * columns + j * width + l);
    },
    words: 'Kronecker product',
  },
} as const satisfies Readonly<Record<string, MatrixOperationRow>>;

type Rows = typeof rows;
export type MatrixOperation = keyof Rows;
/** Of one operand. */
export type UnaryMatrixOperation = Exclude<MatrixOperation, 'kronecker'>;
/** Those that the tensors have as a node. */
export type NodeOperation = { [Name in keyof Rows]: Rows[Name] extends { readonly node: unknown } ? Name : never }[keyof Rows];
/** Those that stand in a printed form as a call. */
export type PrintedMatrixOperation = { [Name in keyof Rows]: Rows[Name] extends { readonly printing: unknown } ? Name : never }[keyof Rows];

export const matrixOperationNames = Object.keys(rows) as readonly MatrixOperation[];
export const matrixOperationRow = (operation: MatrixOperation): MatrixOperationRow => rows[operation];
export const tensorNodeRow = (operation: NodeOperation): TensorNodeRow => rows[operation].node;
/** Those that the tensors have as a node. */
export const nodeOperations = matrixOperationNames.filter((operation): operation is NodeOperation => 'node' in rows[operation]);

const rules = new Map<MatrixOperation, SideRule>(matrixOperationNames.map(operation => [operation, sideRule(rows[operation].sides)]));
export const sideRuleOf = (operation: MatrixOperation): SideRule => rules.get(operation)!;
export const takesSquare = (operation: MatrixOperation): boolean => isSquareOperand(sideRuleOf(operation).operands[0]!);

/** One entry for each operation, made from its row. */
export function byMatrixOperation<Entry>(make: (row: MatrixOperationRow, operation: MatrixOperation) => Entry): Readonly<Record<MatrixOperation, Entry>> {
  return Object.fromEntries(matrixOperationNames.map(operation => [operation, make(rows[operation], operation)])) as Record<MatrixOperation, Entry>;
}
export const isPrintedOperation = (operation: MatrixOperation): operation is PrintedMatrixOperation => 'printing' in rows[operation];
export const printedMatrixOperations = matrixOperationNames.filter(isPrintedOperation);
