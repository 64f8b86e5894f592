/**
 * Derivatives in the shapes in which books write them, generated: every family below with several names for its symbols and
 * several matrices in the places of its matrices. Each row ends with the claim that a book would print, in denominator layout.
 */

interface Names {
  readonly matrix: string;
  readonly unknown: string;
  readonly data: string;
}
const NAMES: readonly Names[] = [
  { matrix: 'A', unknown: 'x', data: 'b' },
  { matrix: 'Φ', unknown: 'θ', data: 'y' },
  { matrix: 'F', unknown: 'w', data: 't' },
];

/** What stands in the place of a matrix: its text, its transpose, and the declarations that it needs (rows×columns). */
interface Slot {
  readonly text: string;
  readonly transposed: string;
  readonly declare: (rows: string, columns: string) => string;
}
const slots = (name: string): readonly Slot[] => [
  { text: name, transposed: `${name}ᵀ`, declare: (rows, columns) => `${name} ∈ ℝ^{${rows}×${columns}}` },
  { text: `${name}ᵀ`, transposed: name, declare: (rows, columns) => `${name} ∈ ℝ^{${columns}×${rows}}` },
  { text: `${name} Q`, transposed: `Qᵀ ${name}ᵀ`, declare: (rows, columns) => `${name} ∈ ℝ^{${rows}×l}, Q ∈ ℝ^{l×${columns}}` },
];

/** A scalar function of a vector r, with its gradient by r. */
interface Loss {
  readonly name: string;
  readonly declare: string;
  readonly of: (r: string) => string;
  readonly gradient: (r: string) => string;
}
const LOSSES: readonly Loss[] = [
  { name: 'squared norm', declare: '', of: r => `‖${r}‖²`, gradient: r => `2 (${r})` },
  { name: 'half squared norm', declare: '', of: r => `1/2 ‖${r}‖²`, gradient: r => `(${r})` },
  { name: 'weighted', declare: 'W ∈ ℝ^{m×m}', of: r => `(${r})ᵀ W (${r})`, gradient: r => `(W + Wᵀ) (${r})` },
  { name: 'weighted, symmetric', declare: 'W ∈ ℝ^{m×m}, symmetric', of: r => `(${r})ᵀ W (${r})`, gradient: r => `2 W (${r})` },
  { name: 'linear', declare: 'g ∈ ℝ^m', of: r => `gᵀ (${r})`, gradient: () => 'g' },
  { name: 'sum of exp', declare: '', of: r => `sum(exp(${r}))`, gradient: r => `exp(${r})` },
  { name: 'sum of sin', declare: '', of: r => `sum(sin(${r}))`, gradient: r => `cos(${r})` },
  { name: 'weighted exp', declare: 'g ∈ ℝ^m', of: r => `gᵀ exp(${r})`, gradient: r => `(g ⊙ exp(${r}))` },
  { name: 'sum of softplus', declare: '', of: r => `sum(softplus(${r}))`, gradient: r => `sigmoid(${r})` },
  { name: 'log-sum-exp', declare: '', of: r => `logsumexp(${r})`, gradient: r => `softmax(${r})` },
];

/** Affine r by the unknown x, with what multiplies the gradient by r from the left. */
const RESIDUALS: readonly ((names: Names, slot: Slot) => { readonly text: string; readonly factor: string })[] = [
  ({ unknown, data }, { text, transposed }) => ({ text: `${text} ${unknown} - ${data}`, factor: transposed }),
  ({ unknown, data }, { text, transposed }) => ({ text: `${data} - ${text} ${unknown}`, factor: `-${transposed}` }),
  ({ unknown, data }, { text, transposed }) => ({ text: `${text} ${unknown} + ${data}`, factor: transposed }),
];

/** Scalars of a matrix X with their derivative by X; `A`, `B`, `C` stand for slots and for their transposes with a ′. */
interface MatrixFamily {
  readonly name: string;
  readonly declare: readonly string[];
  /** Rows×columns of the slots, in order. */
  readonly slots: readonly (readonly [name: 'A' | 'B', rows: string, columns: string])[];
  readonly of: string;
  readonly derivative: string;
}
const MATRIX_FAMILIES: readonly MatrixFamily[] = [
  { name: 'tr(AX)', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'q', 'p']], of: 'tr([A] X)', derivative: '[A′]' },
  { name: 'tr(XᵀA)', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'p', 'q']], of: 'tr(Xᵀ [A])', derivative: '[A]' },
  {
    name: 'tr(AXB)',
    declare: ['X ∈ ℝ^{p×q}'],
    slots: [
      ['A', 'n', 'p'],
      ['B', 'q', 'n'],
    ],
    of: 'tr([A] X [B])',
    derivative: '[A′] [B′]',
  },
  {
    name: 'tr(AXᵀB)',
    declare: ['X ∈ ℝ^{p×q}'],
    slots: [
      ['A', 'n', 'q'],
      ['B', 'p', 'n'],
    ],
    of: 'tr([A] Xᵀ [B])',
    derivative: '[B] [A]',
  },
  {
    name: '‖AX − B‖²',
    declare: ['X ∈ ℝ^{p×q}'],
    slots: [
      ['A', 'm', 'p'],
      ['B', 'm', 'q'],
    ],
    of: '‖[A] X - [B]‖_F²',
    derivative: '2 [A′] ([A] X - [B])',
  },
  {
    name: '‖XA − B‖²',
    declare: ['X ∈ ℝ^{p×q}'],
    slots: [
      ['A', 'q', 'm'],
      ['B', 'p', 'm'],
    ],
    of: '‖X [A] - [B]‖_F²',
    derivative: '2 (X [A] - [B]) [A′]',
  },
  { name: 'tr(XᵀAX)', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'p', 'p']], of: 'tr(Xᵀ [A] X)', derivative: '([A] + [A′]) X' },
  { name: 'tr(XAXᵀ)', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'q', 'q']], of: 'tr(X [A] Xᵀ)', derivative: 'X ([A] + [A′])' },
  { name: 'tr(XᵀX) + tr(AX)', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'q', 'p']], of: 'tr(Xᵀ X) + tr([A] X)', derivative: '2 X + [A′]' },
  { name: 'aᵀXb', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^p', 'b ∈ ℝ^q'], slots: [], of: 'aᵀ X b', derivative: 'a bᵀ' },
  { name: 'aᵀAXb', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^m', 'b ∈ ℝ^q'], slots: [['A', 'm', 'p']], of: 'aᵀ [A] X b', derivative: '[A′] a bᵀ' },
  { name: 'aᵀXᵀXb', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^q', 'b ∈ ℝ^q'], slots: [], of: 'aᵀ Xᵀ X b', derivative: 'X (a bᵀ + b aᵀ)' },
  { name: '‖Xa − b‖²', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^q', 'b ∈ ℝ^p'], slots: [], of: '‖X a - b‖²', derivative: '2 (X a - b) aᵀ' },
  { name: '‖AXa − b‖²', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^q', 'b ∈ ℝ^m'], slots: [['A', 'm', 'p']], of: '‖[A] X a - b‖²', derivative: '2 [A′] ([A] X a - b) aᵀ' },
  { name: 'log det X', declare: ['X ∈ ℝ^{p×p}, invertible'], slots: [], of: 'logdet(X)', derivative: 'X⁻ᵀ' },
  { name: 'det(AX)', declare: ['X ∈ ℝ^{p×p}, invertible'], slots: [['A', 'p', 'p']], of: 'tr([A] X⁻¹)', derivative: '-(X⁻¹ [A] X⁻¹)ᵀ' },
  { name: 'aᵀX⁻¹b', declare: ['X ∈ ℝ^{p×p}, invertible', 'a ∈ ℝ^p', 'b ∈ ℝ^p'], slots: [], of: 'aᵀ X⁻¹ b', derivative: '-X⁻ᵀ a bᵀ X⁻ᵀ' },
  {
    name: 'log det S + tr',
    declare: ['S ∈ ℝ^{p×p}, symmetric positive definite', 'x ∈ ℝ^p'],
    slots: [],
    of: 'logdet(S) + xᵀ S⁻¹ x',
    derivative: 'S⁻¹ - S⁻¹ x xᵀ S⁻¹',
  },
  { name: 'gᵀtanh(Xa + b)', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^q', 'b ∈ ℝ^p', 'g ∈ ℝ^p'], slots: [], of: 'gᵀ sin(X a + b)', derivative: '(g ⊙ cos(X a + b)) aᵀ' },
  { name: 'cross-entropy', declare: ['X ∈ ℝ^{p×q}', 'a ∈ ℝ^q', 'g ∈ ℝ^p'], slots: [], of: 'logsumexp(X a) - gᵀ X a', derivative: '(softmax(X a) - g) aᵀ' },
  { name: '‖Y − UV‖², left', declare: ['X ∈ ℝ^{p×q}', 'V ∈ ℝ^{q×n}', 'Y ∈ ℝ^{p×n}'], slots: [], of: '‖X V - Y‖_F²', derivative: '2 (X V - Y) Vᵀ' },
  { name: 'gᵀ exp', declare: ['X ∈ ℝ^{p×q}'], slots: [['A', 'p', 'q']], of: 'sum([A] ⊙ exp(X))', derivative: '[A] ⊙ exp(X)' },
];

/** Scalars of one vector that no residual covers, vectors of a vector, and second derivatives: text, by what, derivative. */
const VECTOR_FAMILIES: readonly (readonly [declarations: string, of: string, by: string, derivative: string])[] = [
  ['A ∈ ℝ^{n×n}', 'xᵀ A x', 'x', '(A + Aᵀ) x'],
  ['A ∈ ℝ^{n×n}, symmetric', 'xᵀ A x', 'x', '2 A x'],
  ['A ∈ ℝ^{n×n}', '1/2 xᵀ A x', 'x', '1/2 (A + Aᵀ) x'],
  ['A ∈ ℝ^{n×n}, symmetric; b ∈ ℝ^n', '1/2 xᵀ A x - bᵀ x', 'x', 'A x - b'],
  ['A ∈ ℝ^{n×n}; b ∈ ℝ^n; c ∈ ℝ', 'xᵀ A x + bᵀ x + c', 'x', '(A + Aᵀ) x + b'],
  ['a ∈ ℝ^n, b ∈ ℝ^n', '(aᵀ x) (bᵀ x)', 'x', '(a bᵀ + b aᵀ) x'],
  ['a ∈ ℝ^n', '(aᵀ x)²', 'x', '2 (aᵀ x) a'],
  ['a ∈ ℝ^n', 'exp(aᵀ x)', 'x', 'exp(aᵀ x) a'],
  ['a ∈ ℝ^n', 'log(1 + exp(aᵀ x))', 'x', 'sigmoid(aᵀ x) a'],
  ['a ∈ ℝ^n', 'sigmoid(aᵀ x)', 'x', 'sigmoid(aᵀ x) (1 - sigmoid(aᵀ x)) a'],
  ['a ∈ ℝ^n', 'exp(-‖x - a‖²)', 'x', '-2 exp(-‖x - a‖²) (x - a)'],
  ['a ∈ ℝ^n', '‖x - a‖', 'x', '(x - a) / ‖x - a‖'],
  ['A ∈ ℝ^{m×n}', '‖A x‖', 'x', 'Aᵀ A x / ‖A x‖'],
  ['A ∈ ℝ^{n×n}, symmetric', '(xᵀ A x) / (xᵀ x)', 'x', '2 (A x - (xᵀ A x) x / (xᵀ x)) / (xᵀ x)'],
  ['a ∈ ℝ^n, b ∈ ℝ^n', '(aᵀ x) / (bᵀ x)', 'x', '(a - (aᵀ x) b / (bᵀ x)) / (bᵀ x)'],
  ['a ∈ ℝ^n', '(aᵀ x) / ‖x‖', 'x', '(a - (aᵀ x) x / (xᵀ x)) / ‖x‖'],
  ['a ∈ ℝ^n; S ∈ ℝ^{n×n}, symmetric positive definite', '(x - a)ᵀ S⁻¹ (x - a)', 'x', '2 S⁻¹ (x - a)'],
  ['a ∈ ℝ^n; S ∈ ℝ^{n×n}, symmetric positive definite', 'exp(-1/2 (x - a)ᵀ S⁻¹ (x - a))', 'x', '-exp(-1/2 (x - a)ᵀ S⁻¹ (x - a)) S⁻¹ (x - a)'],
  ['a ∈ ℝ^n', 'sum(log(x)) + aᵀ x', 'x', 'x.^(-1) + a'],
  ['a ∈ ℝ^n', '-aᵀ log(softmax(x))', 'x', 'sum(a) softmax(x) - a'],
  ['λ ∈ ℝ; A ∈ ℝ^{m×n}; b ∈ ℝ^m', '‖A x - b‖² + λ ‖x‖²', 'x', '2 Aᵀ (A x - b) + 2 λ x'],
  ['λ ∈ ℝ; A ∈ ℝ^{m×n}; b ∈ ℝ^m', '1/2 ‖A x - b‖² + 1/2 λ ‖x‖²', 'x', 'Aᵀ (A x - b) + λ x'],
  ['A ∈ ℝ^{m×n}; b ∈ ℝ^m', '‖A x - b‖²', 'x, x', '2 Aᵀ A'],
  ['A ∈ ℝ^{n×n}', 'xᵀ A x', 'x, x', 'A + Aᵀ'],
  ['A ∈ ℝ^{m×n}', 'sum(exp(A x))', 'x, x', 'Aᵀ diag(exp(A x)) A'],
  ['a ∈ ℝ^n', 'exp(aᵀ x)', 'x, x', 'exp(aᵀ x) a aᵀ'],
  ['a ∈ ℝ^n', '(aᵀ x)²', 'x, x', '2 a aᵀ'],
  ['a ∈ ℝ^n, b ∈ ℝ^n', '(aᵀ x) (bᵀ x)', 'x, x', 'a bᵀ + b aᵀ'],
  ['A ∈ ℝ^{m×n}', 'A x', 'x', 'Aᵀ'],
  ['A ∈ ℝ^{m×n}', 'exp(A x)', 'x', 'Aᵀ diag(exp(A x))'],
  ['a ∈ ℝ^n', '(aᵀ x) x', 'x', '(aᵀ x) I_n + a xᵀ'],
  ['A ∈ ℝ^{n×n}', '(xᵀ A x) x', 'x', '(xᵀ A x) I_n + (A + Aᵀ) x xᵀ'],
  ['A ∈ ℝ^{m×n}', 'x ⊙ (Aᵀ A x)', 'x', 'diag(Aᵀ A x) + Aᵀ A diag(x)'],
  ['a ∈ ℝ^n', 'a ⊙ x', 'x', 'diag(a)'],
  ['', 'x ⊙ x', 'x', '2 diag(x)'],
  ['', '‖x‖⁴', 'x', '4 (xᵀ x) x'],
];

export interface TextbookRow {
  readonly id: string;
  readonly document: string;
}

export function textbookRows(): readonly TextbookRow[] {
  return [...residualRows(), ...matrixRows(), ...vectorRows()];
}

const documentOf = (declarations: readonly string[], of: string, by: string, derivative: string): string =>
  ['layout denominator', ...declarations.filter(line => line !== ''), `derivative(${of}, ${by}) = ${derivative}`, ''].join('\n');

function residualRows(): readonly TextbookRow[] {
  return NAMES.flatMap(names =>
    slots(names.matrix).flatMap(slot =>
      RESIDUALS.flatMap((residual, form) =>
        LOSSES.map(loss => {
          const { text, factor } = residual(names, slot);
          const gradient = loss.gradient(text);
          const [sign, matrix] = factor.startsWith('-') ? ['-', factor.slice(1)] : ['', factor];
          const scaled = /^(\d+) (.*)$/.exec(gradient);
          const derivative = scaled ? `${sign}${scaled[1]} ${matrix} ${scaled[2]}` : `${sign}${matrix} ${gradient}`;
          const declarations = [slot.declare('m', 'n'), `${names.unknown} ∈ ℝ^n`, `${names.data} ∈ ℝ^m`, loss.declare];
          return { id: `${loss.name} of ${text} (${form})`, document: documentOf(declarations, loss.of(text), names.unknown, derivative) };
        }),
      ),
    ),
  );
}

function matrixRows(): readonly TextbookRow[] {
  return MATRIX_FAMILIES.flatMap(family => {
    const [first, second] = family.slots;
    const choices = first
      ? slots(first[0]).flatMap(a =>
          second
            ? slots(second[0])
                .slice(0, 2)
                .map(b => [a, b])
            : [[a]],
        )
      : [[]];
    return choices.map(chosen => {
      const fill = (text: string): string =>
        family.slots.reduce((filled, [name], k) => filled.replaceAll(`[${name}′]`, chosen[k]!.transposed).replaceAll(`[${name}]`, chosen[k]!.text), text);
      const declarations = [...family.declare, ...family.slots.map(([, rows, columns], k) => chosen[k]!.declare(rows, columns))];
      const variable = family.declare[0]![0]!;
      return { id: `${family.name} with ${fill(family.of)}`, document: documentOf(declarations, fill(family.of), variable, fill(family.derivative)) };
    });
  });
}

function vectorRows(): readonly TextbookRow[] {
  return VECTOR_FAMILIES.map(([declarations, of, by, derivative]) => ({
    id: `${of} by ${by}`,
    document: documentOf([...declarations.split('; '), 'x ∈ ℝ^n'], of, by, derivative),
  }));
}
