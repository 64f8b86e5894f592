/**
 * Python expressions as hash-consed trees: equal expressions are one object, so that a generated function computes
 * nothing twice. Text is made from them last, with brackets where Python or a reader needs them.
 */

export interface Python {
  readonly id: number;
  readonly parts: readonly (string | Operand)[];
  readonly level: number;
  /** `@` and `*` bind alike; mixed without brackets they mislead. */
  readonly matmul: boolean;
  /** May share memory with an argument. */
  readonly view: boolean;
  /** Costs nothing to write again. */
  readonly trivial: boolean;
  /** A parameter or a named size, spelled when the function's names are known. */
  readonly leaf: Leaf | null;
}
export interface Operand {
  readonly expression: Python;
  /** The least level that stands here without brackets. */
  readonly level: number;
  /** What of the other product operator is bracketed here. */
  readonly bracket: 'matmul' | 'times' | null;
}
export type Leaf =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'size'; readonly name: string }
  | { readonly kind: 'function'; readonly name: string; readonly order: number };

export const PYTHON_LEVEL = { sum: 0, times: 1, unary: 2, power: 3, atom: 4 } as const;
const LEVEL = PYTHON_LEVEL;

export type PythonBuilder = ReturnType<typeof pythonBuilder>;

/** Builds expressions of one function. */
export function pythonBuilder() {
  const table = new Map<string, Python>();
  const make = (parts: readonly (string | Operand)[], level: number, flags: Partial<Pick<Python, 'matmul' | 'view' | 'trivial' | 'leaf'>> = {}): Python => {
    const { matmul = false, view = false, trivial = false, leaf = null } = flags;
    const key = `${level}${matmul}${JSON.stringify(leaf)}${parts.map(part => (typeof part === 'string' ? JSON.stringify(part) : `#${part.expression.id}`)).join('')}`;
    const known = table.get(key);
    if (known) return known;
    const made: Python = { id: table.size, parts, level, matmul, view, trivial, leaf };
    table.set(key, made);
    return made;
  };
  const hole = (expression: Python, level: number, bracket: Operand['bracket'] = null): Operand => ({ expression, level, bracket });
  const leaf = (of: Leaf, view: boolean): Python => make([], LEVEL.atom, { leaf: of, view, trivial: true });
  const literal = (text: string, level: number = LEVEL.atom): Python => make([text], level, { trivial: true });
  const listed = (items: readonly (Python | string)[]): (string | Operand)[] =>
    items.flatMap((item, i) => [...(i === 0 ? [] : [', ']), typeof item === 'string' ? item : hole(item, LEVEL.sum)]);

  return {
    literal,
    variable: (name: string): Python => leaf({ kind: 'variable', name }, true),
    size: (name: string): Python => leaf({ kind: 'size', name }, false),
    opaqueFunction: (name: string, order: number): Python => leaf({ kind: 'function', name, order }, false),
    /** `name(a, b)`; texts stand as they are. */
    call: (name: string | Python, args: readonly (Python | string)[], view = false): Python =>
      make([typeof name === 'string' ? name : hole(name, LEVEL.atom), '(', ...listed(args), ')'], LEVEL.atom, { view }),
    tuple: (items: readonly Python[]): Python => make(['(', ...listed(items), items.length === 1 ? ',)' : ')'], LEVEL.atom, { trivial: true }),
    list: (items: readonly Python[]): Python => make(['[', ...listed(items), ']'], LEVEL.atom),
    /** `.T`, `[:, None]`: looks at the same memory. */
    postfix: (base: Python, ...suffix: readonly (Python | string)[]): Python =>
      make([hole(base, LEVEL.atom), ...suffix.map(part => (typeof part === 'string' ? part : hole(part, LEVEL.sum)))], LEVEL.atom, {
        view: base.view,
        trivial: base.trivial,
      }),
    copied: (base: Python): Python => make([hole(base, LEVEL.atom), '.copy()'], LEVEL.atom),
    times: (left: Python, right: Python): Python => make([hole(left, LEVEL.times, 'matmul'), ' * ', hole(right, LEVEL.power)], LEVEL.times),
    over: (left: Python, right: Python): Python => make([hole(left, LEVEL.times, 'matmul'), ' / ', hole(right, LEVEL.power)], LEVEL.times),
    // `-A @ x` and `2 * A @ x` would make a changed copy of A first
    matmul: (left: Python, right: Python): Python =>
      make([hole(left, left.level === LEVEL.unary ? LEVEL.power : LEVEL.times, 'times'), ' @ ', hole(right, LEVEL.power)], LEVEL.times, { matmul: true }),
    negative: (argument: Python): Python =>
      make(['-', hole(argument, argument.level === LEVEL.unary ? LEVEL.power : LEVEL.times, 'matmul')], LEVEL.unary, { trivial: argument.trivial }),
    power: (base: Python, exponent: string): Python => make([hole(base, LEVEL.atom), ` ** ${exponent}`], LEVEL.power),
    plus: (left: Python, right: Python): Python => make([hole(left, LEVEL.sum), ' + ', hole(right, LEVEL.times)], LEVEL.sum),
    minus: (left: Python, right: Python): Python => make([hole(left, LEVEL.sum), ' - ', hole(right, LEVEL.times)], LEVEL.sum),
  };
}

/** The expressions under `root`, operands first, each once. */
export function reachable(root: Python): readonly Python[] {
  const seen = new Set<Python>([root]);
  const order: Python[] = [];
  const stack: { readonly expression: Python; readonly operands: readonly Python[]; next: number }[] = [
    { expression: root, operands: operandsOf(root), next: 0 },
  ];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const operand = top.operands[top.next++];
    if (operand === undefined) {
      order.push(top.expression);
      stack.pop();
    } else if (!seen.has(operand)) {
      seen.add(operand);
      stack.push({ expression: operand, operands: operandsOf(operand), next: 0 });
    }
  }
  return order;
}

export const operandsOf = (expression: Python): readonly Python[] => expression.parts.flatMap(part => (typeof part === 'string' ? [] : [part.expression]));

/** What of an expression is already spelled: its text and how it holds together. */
export interface Spelled {
  readonly text: string;
  readonly level: number;
  readonly matmul: boolean;
}

export function spell(expression: Python, spelled: ReadonlyMap<Python, Spelled>): string {
  return expression.parts
    .map(part => {
      if (typeof part === 'string') return part;
      const inner = spelled.get(part.expression)!;
      const misleads = inner.level === LEVEL.times && (part.bracket === 'matmul' ? inner.matmul : part.bracket === 'times' ? !inner.matmul : false);
      return inner.level < part.level || misleads ? `(${inner.text})` : inner.text;
    })
    .join('');
}

/** What a name may not be: keywords, and what the generated module itself uses. */
export const PYTHON_RESERVED: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
    'nonlocal not or pass raise return try while with yield match case type np math ' +
    'abs all any bool complex dict dir enumerate eval exec filter float format help hex id input int iter len list map max min next object open ord ' +
    'pow print property range repr reversed round set slice sorted str sum super tuple vars zip'
  ).split(' '),
);
