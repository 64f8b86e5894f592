/**
 * A derivative as a Python module with one function. It returns an array with axes (numerator's…, denominator's…) in
 * every layout; vectors are one-dimensional; nothing beside NumPy is imported that Python does not bring.
 */

import { type Dimension, printDimension } from '../dimensions/dimension.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { MatrixForm } from './form.ts';
import { identifier } from './names.ts';
import { helperSources, NUMPY_HELPERS } from './numpyHelpers.ts';
import { translate } from './numpyNode.ts';
import { sizeExpression } from './numpyValue.ts';
import { type Leaf, operandsOf, PYTHON_LEVEL, PYTHON_RESERVED, type Python, pythonBuilder, reachable, type Spelled, spell } from './python.ts';
import { printUnicode } from './unicode.ts';

/** A variable of the document: every one may be asked for its shape. */
export interface NumpyVariable {
  readonly name: string;
  /** As declared; it becomes the parameter's `symbol`. */
  readonly written: string;
  readonly shape: readonly Dimension[];
}
export interface NumpyInput {
  /** `dL_dtheta`; made an identifier where it is none. */
  readonly functionName: string;
  readonly derivative: TensorNode;
  /** How many of the derivative's axes, from the first, are the numerator's and how many the denominator's. */
  readonly ofAxes: number;
  readonly wrtAxes: number;
  /** The sizes of what is returned where axes of the derivative are flattened, the last one fastest: vec(X) has one axis. */
  readonly flattened?: { readonly of: readonly Dimension[]; readonly wrt: readonly Dimension[] };
  /** For the docstring. */
  readonly form: MatrixForm | null;
  readonly layout: 'numerator' | 'denominator' | 'both';
  /** `dL/dθ` */
  readonly query: string;
  readonly variables: readonly NumpyVariable[];
}

export interface CodeParameter {
  /** The identifier in the code. */
  readonly name: string;
  /** Exactly as declared. */
  readonly symbol: string;
  readonly shape: readonly string[];
}
export interface Code {
  readonly function: string;
  /** A whole module. */
  readonly source: string;
  readonly parameters: readonly CodeParameter[];
}

/** Linear in the derivative's graph. Sizes that no variable's shape gives become parameters with shape []. */
export function numpyFunction(input: NumpyInput): Code {
  const py = pythonBuilder();
  const translation = translate(input.derivative, py);
  // the caller may write into what it gets
  const whole = translation.root.view && input.derivative.shape.length > 0 ? py.copied(translation.root) : translation.root;
  const { flattened } = input;
  const root = flattened ? py.call('np.reshape', [whole, py.tuple([...flattened.of, ...flattened.wrt].map(size => sizeExpression(size, py)))]) : whole;
  const expressions = reachable(root);
  const names = nameTable(input);
  const functionName = names.fresh(input.functionName);
  const parameters = new Parameters(input, translation.shapes, names);
  const spelled = new Map<Python, Spelled>();
  for (const expression of expressions)
    if (expression.leaf && expression.leaf.kind !== 'size') spelled.set(expression, leafText(parameters.require(expression, expression.leaf)));
  const sizes: string[] = [];
  for (const expression of expressions)
    if (expression.leaf?.kind === 'size') {
      const size = parameters.size(expression.leaf.name);
      if (size.statement) sizes.push(size.statement);
      spelled.set(expression, leafText(size.name));
    }
  const statements = spellStatements(root, expressions, translation.names, names, spelled);
  const { imports, sources } = helperSources(usedHelpers(expressions));
  const body = [docstring(input, parameters.list), ...sizes, ...statements, `return ${spelled.get(root)!.text}`];
  const definition = [`def ${functionName}(${parameters.list.map(parameter => parameter.name).join(', ')}):`, ...body.map(line => indent(line))].join('\n');
  const head = [...imports.map(name => `import ${name}`), 'import numpy as np'].join('\n');
  return { function: functionName, source: `${[head, ...sources, definition].join('\n\n\n')}\n`, parameters: parameters.list };
}

const leafText = (text: string): Spelled => ({ text, level: PYTHON_LEVEL.atom, matmul: false });
const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

const LONGEST_INLINE = 72;

/** Spells every expression; what is used twice, has a name of the user's or is long becomes a local variable. */
function spellStatements(
  root: Python,
  expressions: readonly Python[],
  userNames: ReadonlyMap<Python, string>,
  names: NameTable,
  spelled: Map<Python, Spelled>,
): readonly string[] {
  const uses = new Map<Python, number>();
  for (const expression of expressions) for (const operand of operandsOf(expression)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const statements: string[] = [];
  let count = 0;
  for (const expression of expressions) {
    if (expression.leaf) continue;
    const text = spell(expression, spelled);
    const named = userNames.get(expression);
    const bind = expression !== root && !expression.trivial && (named !== undefined || (uses.get(expression) ?? 0) > 1 || text.length > LONGEST_INLINE);
    if (!bind) {
      spelled.set(expression, { text, level: expression.level, matmul: expression.matmul });
      continue;
    }
    const name = names.fresh(named ?? `t${++count}`);
    statements.push(`${name} = ${text}`);
    spelled.set(expression, leafText(name));
  }
  return statements;
}

function usedHelpers(expressions: readonly Python[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const expression of expressions) for (const part of expression.parts) if (typeof part === 'string' && Object.hasOwn(NUMPY_HELPERS, part)) used.add(part);
  return used;
}

const reserved: ReadonlySet<string> = new Set([...PYTHON_RESERVED, ...Object.keys(NUMPY_HELPERS)]);

interface NameTable {
  /** An identifier like this name that nothing has yet. */
  fresh(name: string): string;
  /** The identifier of a variable, the same at every call. */
  variable(name: string): string;
}

/** Variables get their identifiers first, so that locals make way for them; the ones that are identifiers keep their names. */
function nameTable(input: NumpyInput): NameTable {
  const taken = new Set<string>();
  const fresh = (name: string): string => {
    const wanted = identifier(name, reserved);
    let text = wanted;
    for (let k = 2; taken.has(text); k++) text = `${wanted}_${k}`;
    taken.add(text);
    return text;
  };
  const variables = new Map<string, string>();
  const variable = (name: string): string => {
    const known = variables.get(name) ?? fresh(name);
    variables.set(name, known);
    return known;
  };
  const plain = input.variables.filter(each => identifier(each.name, reserved) === each.name);
  for (const each of [...plain, ...input.variables]) variable(each.name);
  return { fresh, variable };
}

class Parameters {
  readonly list: CodeParameter[] = [];
  private readonly shapes: ReadonlyMap<Python, readonly Dimension[]>;
  private readonly names: NameTable;
  private readonly variables: readonly NumpyVariable[];
  private readonly required: NumpyVariable[] = [];

  constructor(input: NumpyInput, shapes: ReadonlyMap<Python, readonly Dimension[]>, names: NameTable) {
    this.shapes = shapes;
    this.names = names;
    this.variables = input.variables;
  }

  /** A variable or function that the code uses; its identifier. */
  require(expression: Python, leaf: Exclude<Leaf, { readonly kind: 'size' }>): string {
    const shape = this.shapes.get(expression)!;
    if (leaf.kind === 'variable')
      return this.add(this.variables.find(variable => variable.name === leaf.name) ?? { name: leaf.name, written: leaf.name, shape });
    const prefix = leaf.order === 0 ? '' : leaf.order === 1 ? 'd_' : `d${leaf.order}_`;
    const name = this.names.fresh(`${prefix}${leaf.name}`);
    this.list.push({ name, symbol: `${leaf.name}${'′'.repeat(leaf.order)}`, shape: shape.map(printDimension) });
    return name;
  }

  /** A named size: read from a parameter's shape, from another variable's, which then becomes a parameter, or a parameter itself. */
  size(name: string): { readonly name: string; readonly statement: string | null } {
    for (const variables of [this.required, this.variables])
      for (const read of [readPlainAxis, readLinearAxis])
        for (const variable of variables) {
          const source = read(variable.shape, name);
          if (!source) continue;
          const array = this.add(variable);
          const local = this.names.fresh(name);
          return { name: local, statement: `${local} = ${source(array)}` };
        }
    const parameter = this.names.fresh(name);
    this.list.push({ name: parameter, symbol: name, shape: [] });
    return { name: parameter, statement: null };
  }

  private add(variable: NumpyVariable): string {
    const name = this.names.variable(variable.name);
    if (!this.required.includes(variable)) {
      this.required.push(variable);
      this.list.push({ name, symbol: variable.written, shape: variable.shape.map(printDimension) });
    }
    return name;
  }
}

type AxisReader = (shape: readonly Dimension[], name: string) => ((array: string) => string) | null;

const readPlainAxis: AxisReader = (shape, name) => {
  const axis = shape.findIndex(size => size.name === name);
  return axis < 0 ? null : array => `${array}.shape[${axis}]`;
};

/** `2n`, `n+1`: one name, to the first power. */
const readLinearAxis: AxisReader = (shape, name) => {
  for (let axis = 0; axis < shape.length; axis++) {
    const size = shape[axis]!;
    const slope = size.terms.find(term => term.monomial.factors.length === 1 && term.monomial.factors[0]![0] === name && term.monomial.factors[0]![1] === 1);
    if (!slope) continue;
    const offset = size.terms.find(term => term.monomial.factors.length === 0);
    if (size.terms.length !== (offset ? 2 : 1)) continue;
    const constant = offset?.coefficient ?? 0;
    return array => {
      const length = `${array}.shape[${axis}]`;
      const shifted = constant === 0 ? length : constant > 0 ? `${length} - ${constant}` : `${length} + ${-constant}`;
      if (slope.coefficient === 1) return shifted;
      return constant === 0 ? `${shifted} // ${slope.coefficient}` : `(${shifted}) // ${slope.coefficient}`;
    };
  }
  return null;
};

function docstring(input: NumpyInput, parameters: readonly CodeParameter[]): string {
  const layout = input.layout === 'both' ? 'both layouts' : `${input.layout} layout`;
  const formula = input.form ? ` = ${printUnicode(input.form)}` : '';
  const axes = (sizes: readonly Dimension[]): string => (sizes.length === 0 ? 'none' : sizes.map(printDimension).join(', '));
  const { derivative, flattened } = input;
  const shape = flattened ? [...flattened.of, ...flattened.wrt] : derivative.shape;
  const ofAxes = flattened ? flattened.of.length : input.ofAxes;
  const lines = [
    `${input.query}${formula} (${layout})`,
    '',
    ...parameters.map(
      ({ name, symbol, shape: sizes }) =>
        `${name}${name === symbol ? '' : ` (${symbol})`}: ${sizes.length === 0 ? 'scalar' : `array of shape ${shapeText(sizes)}`}`,
    ),
    '',
    shape.length === 0
      ? 'Returns a scalar.'
      : `Returns an array of shape ${shapeText(shape.map(printDimension))}: axes of the numerator (${axes(shape.slice(0, ofAxes))}), then of the denominator (${axes(shape.slice(ofAxes))}).`,
  ];
  return `"""${escapeDocstring(lines.join('\n').replace(/\n{3,}/g, '\n\n'))}\n"""`;
}

const shapeText = (sizes: readonly string[]): string => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`;

/** Names come from documents: none of them may end the string or begin an escape. */
const escapeDocstring = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/[^\P{C}\n]/gu, ' ');
