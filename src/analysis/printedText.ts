/**
 * The text of a form is read back as well: brackets, precedence and the spelling of names are the text's own, and no form shows
 * what is wrong with them. LaTeX is printed from the same forms by the same rules of precedence.
 */

import { type Dimension, namesOf } from '../dimensions/dimension.ts';
import { lowerIndexed } from '../lowering/lower.ts';
import type { IndexForm, MatrixForm } from '../notation/form.ts';
import { firstPosition } from '../notation/indexBase.ts';
import { printIndexUnicode } from '../notation/indexUnicode.ts';
import { hasSpelling } from '../notation/spelling.ts';
import { printUnicode } from '../notation/unicode.ts';
import { compareTensors, dimensionsOf } from '../numeric/exact.ts';
import { checkStatement, Scope } from '../shapes/check.ts';
import { namesIn } from '../shapes/dependence.ts';
import { shapeOfAxes } from '../shapes/shape.ts';
import type { Typed, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import { parseStatement, splitStatements } from '../syntax/statements.ts';
import type { TensorNode } from '../tensors/node.ts';
import { type Derived, refusing } from './derive.ts';
import { ORIENTATION } from './orientation.ts';
import { indexNamesOf } from './print.ts';
import { type Readings, readingNames, readingsOf } from './readings.ts';

/** Reads the texts of the forms of one derivative. */
export class PrintedTexts {
  readonly #scope: Scope;
  readonly #leaves: Derived['leaves'];

  constructor(derived: Derived) {
    this.#scope = scopeOf(derived);
    this.#leaves = derived.leaves;
  }

  /**
   * How the text of a form says something else than the derivative, with the numbers that show it; null where it does not, and
   * where the language has no spelling for it.
   * @param value What the form means, where that is known to be the derivative.
   */
  contradiction(form: MatrixForm, value: TensorNode | null, derived: Derived): string | null {
    if (!hasSpelling(form)) return null;
    const text = printUnicode(form);
    const read = readExpression(text, this.#scope);
    if (!read) return null;
    const lowered = refusing(read.span, () => ({ value: lowerIndexed(read, readingNames(this.#leaves)) }));
    if ('refused' in lowered) return null;
    const isSame = lowered.value.node === value && lowered.value.indices.length === 0 && ORIENTATION[read.shape.kind] === form.orientation;
    return isSame ? null : readOtherwise(text, readingsOf(read, lowered.value, derived));
  }

  /** The same of the index form, whose free letters are the axes of the derivative in their order. */
  indexContradiction(form: IndexForm, value: TensorNode | null, derived: Derived): string | null {
    const letters = indexNamesOf(derived).map(({ letter }) => letter);
    if (new Set(letters).size < letters.length) return null;
    const text = printIndexUnicode(form);
    const read = readEntries(text, letters, derived.node.shape, this.#scope);
    if (!read) return null;
    const lowered = refusing(read.span, () => ({ value: lowerIndexed(read, readingNames(this.#leaves)) }));
    if ('refused' in lowered) return null;
    const readings = readingsOf(read, lowered.value, { ...derived, checked: derived.node, checkedLetters: letters });
    const isSame = 'fitting' in readings && readings.fitting.some(({ claim }) => claim === value);
    return isSame ? null : readOtherwise(text, readings);
  }
}

const readOtherwise = (text: string, readings: Readings): string | null => {
  const difference = differenceOf(readings);
  return difference && `${text} is read otherwise: ${difference}`;
};

/** What a text means where the names of a derivative are known; null where the language does not read it to the end. */
export function readExpression(text: string, scope: Scope): Typed | null {
  const meaning = meaningOf(text, scope);
  return meaning?.kind === 'expression' ? meaning.expression : null;
}

/** The same of an entry with these letters: what they run over is said by a name of that shape, whose entry it is compared with. */
export function readEntries(text: string, letters: readonly string[], axes: readonly Dimension[], around: Scope): Typed | null {
  if (letters.length === 0) return readExpression(text, around);
  let name = 'entries';
  while (around.lookup(name)) name += 's';
  const span = { start: 0, end: name.length };
  const whole: TypedSymbol = {
    name,
    written: name,
    shape: shapeOfAxes(axes),
    properties: new Set(),
    definition: null,
    domain: null,
    origin: 'declared',
    span,
  };
  const scope = new Scope(around);
  scope.add({ symbols: [whole], updated: [], sizes: [], broken: [], equation: null, layout: null, base: null });
  const meaning = meaningOf(`${name}[${letters.join(',')}] == ${text}`, scope);
  return meaning?.kind === 'equality' ? meaning.right : null;
}

function meaningOf(text: string, scope: Scope): TypedStatement['meaning'] | null {
  const [piece, more] = splitStatements(text);
  if (!piece || more) return null;
  const { statement, guessed } = checkStatement(parseStatement(piece, scope.knownNames()), text, scope);
  const isBroken = guessed.length > 0 || statement.problems.some(({ severity }) => severity === 'error');
  return isBroken ? null : statement.meaning;
}

/** The names that a derivative is made of. */
export function scopeOf({ query, node, source }: Derived): Scope {
  const symbols = new Map([...query.wrt.map(symbol => [symbol.name, symbol] as const), ...namesIn(query.of)]);
  const shapes = [...symbols.values()].flatMap(({ shape }) => [...shape.rows, ...shape.columns]);
  const sizes = [...new Set([...shapes, ...dimensionsOf([node, source])].flatMap(namesOf))];
  const scope = new Scope();
  scope.add({ symbols: [...symbols.values()], updated: [], sizes, broken: [], equation: null, layout: query.layout, base: firstPosition() });
  return scope;
}

function differenceOf(readings: Readings): string | null {
  if ('undecided' in readings) return null;
  const asked = readings.fitting.filter(({ isAsked }) => isAsked);
  if (asked.length === 0) return 'in another shape';
  const compared = asked.map(({ node, claim, isFlat }) => compareTensors(node, claim, isFlat ? { flat: true } : {}));
  if (compared.some(({ verdict }) => verdict !== 'different')) return null;
  return compared[0]!.witness?.text ?? compared[0]!.reason ?? '';
}
