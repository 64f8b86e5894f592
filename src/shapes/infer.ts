/**
 * Shapes of undeclared names. Every kind that a name may have by its spelling is tried, a small letter as a vector and
 * a scalar, a capital letter as a matrix, and the statement's equations between sizes are solved. What exactly one
 * usual reading decides is inferred; the rest is asked for.
 */

import { type Dimension, namedDimension, namesOf, substituteDimensions } from '../dimensions/dimension.ts';
import { hasOpenSize } from '../dimensions/unify.ts';
import type { Kind, UnknownName } from './context.ts';
import { type Fix, messages } from './messages.ts';
import { printShape } from './print.ts';
import { lineStart } from './rewrite.ts';
import type { Scope } from './scope.ts';
import { axesOf, sameShape, scalarShape, shapeOfAxes } from './shape.ts';
import type { Run } from './statement.ts';
import type { Problem, Shape, TypedSymbol } from './typed.ts';

type Unknown = ReadonlyMap<string, UnknownName>;

const mostUnknownNames = 6;

export interface Inference {
  /** The symbols, where every unknown name is decided; otherwise null. */
  readonly symbols: readonly TypedSymbol[] | null;
  readonly problems: readonly Problem[];
}

/**
 * @param run Types the statement with these kinds.
 * @param text The text of the statement's file, for the place of the quick fixes.
 */
export function inferNames(run: (kinds: ReadonlyMap<string, Kind>) => Run, unknown: Unknown, scope: Scope, text: string): Inference {
  const names = [...unknown.keys()];
  const best = names.length <= mostUnknownNames ? bestReadings(run, names) : [];
  const shapes = names.map(name => decidedShape(name, best));
  if (best.length > 0 && shapes.every(shape => shape !== null && !isOpen(shape))) {
    const symbols = names.map((name, i): TypedSymbol => {
      const { span, written } = unknown.get(name)!;
      return { name, written, shape: shapes[i]!, properties: new Set(), definition: null, domain: null, origin: 'inferred', span };
    });
    return { symbols, problems: [] };
  }
  return { symbols: null, problems: undeclaredProblems(unknown, best[0] ?? null, shapes, scope, text) };
}

/** The readings without a problem that are unusual least often. */
function bestReadings(run: (kinds: ReadonlyMap<string, Kind>) => Run, names: readonly string[]): readonly Run[] {
  const choices = names.map(kindsOf);
  let best: Run[] = [];
  for (let number = 0; number < choices.reduce((product, kinds) => product * kinds.length, 1); number++) {
    const kinds = new Map<string, Kind>();
    let rest = number;
    for (const [i, name] of names.entries()) {
      kinds.set(name, choices[i]![rest % choices[i]!.length]!);
      rest = Math.floor(rest / choices[i]!.length);
    }
    const reading = run(kinds);
    if (!reading.complete || reading.context.unknown !== null || reading.context.problems.some(problem => problem.severity === 'error')) continue;
    const least = best[0]?.context.unusual ?? Number.POSITIVE_INFINITY;
    if (reading.context.unusual < least) best = [reading];
    else if (reading.context.unusual === least) best.push(reading);
  }
  return best;
}

const kindsOf = (name: string): readonly Kind[] => (/^\p{Lu}/u.test(name) ? ['matrix'] : ['vector', 'scalar']);

const shapeIn = (reading: Run, name: string): Shape => reading.context.locals.get(name)!.shape;

function decidedShape(name: string, readings: readonly Run[]): Shape | null {
  const [first, ...others] = readings;
  if (!first) return null;
  const shape = shapeIn(first, name);
  return others.every(reading => shapeIn(reading, name).kind === shape.kind && (isOpen(shape) || sameShape(shapeIn(reading, name), shape))) ? shape : null;
}

const isOpen = (shape: Shape): boolean => [...shape.rows, ...shape.columns].some(hasOpenSize);

function undeclaredProblems(unknown: Unknown, reading: Run | null, shapes: readonly (Shape | null)[], scope: Scope, text: string): readonly Problem[] {
  const letters = new SizeLetters(scope, unknown);
  const names = [...unknown];
  const suggested = names.map(([name], i) => (reading && shapes[i] !== null ? letters.close(shapeIn(reading, name)) : null));
  const all = suggested.every(shape => shape !== null) ? names.map(([, { written }], i) => `${written} ∈ ${printShape(suggested[i]!)}\n`).join('') : null;
  return names.map(([name, { span, written, variable }], i) => {
    const start = lineStart(text, span.start);
    const insert = (title: string, inserted: string): Fix => ({ title, span: { start, end: start }, text: inserted });
    const candidates = suggested[i]
      ? [suggested[i]]
      : kindsOf(name).includes('matrix')
        ? [letters.matrix()]
        : [letters.vector(), scalarShape, letters.matrix()];
    const declarations = candidates.map(shape => `${written} ∈ ${printShape(shape)}`);
    const fixes = declarations.map(declaration => insert(`declare ${declaration}`, `${declaration}\n`));
    if (all !== null && names.length > 1) fixes.push(insert(`declare ${names.map(([, other]) => other.written).join(', ')}`, all));
    return variable ? messages.undeclaredVariable(span, written, fixes) : messages.undeclaredName(span, written, fixes);
  });
}

/** Letters for sizes that nothing names yet. */
class SizeLetters {
  readonly #free: Dimension[];
  readonly #chosen = new Map<string, Dimension>();

  constructor(scope: Scope, unknown: Unknown) {
    this.#free = ['n', 'm', 'p', 'q', 'k', 'd', 'r', 's']
      .filter(letter => !scope.isSize(letter) && !scope.lookup(letter) && !unknown.has(letter))
      .map(namedDimension);
  }

  close(shape: Shape): Shape {
    return shapeOfAxes(axesOf(shape).map(size => this.#closeSize(size)));
  }

  vector(): Shape {
    return shapeOfAxes([this.#letter(0)]);
  }

  matrix(): Shape {
    return shapeOfAxes([this.#letter(1), this.#letter(0)]);
  }

  #letter(position: number): Dimension {
    return this.#free[position] ?? namedDimension(`n_${position + 1}`);
  }

  #closeSize(size: Dimension): Dimension {
    for (const name of namesOf(size)) if (name.startsWith('?') && !this.#chosen.has(name)) this.#chosen.set(name, this.#letter(this.#chosen.size));
    return substituteDimensions(size, this.#chosen);
  }
}
