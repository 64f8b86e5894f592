/** The limit that a derivative is: the difference quotients of one of its entries, for the panel's view of them. */

import { sizeOf } from '../numeric/exact.ts';
import type { ChosenSides, Quotients } from '../numeric/index.ts';
import type { LimitChoice, PanelFormula, PanelLimit, PanelQuotients } from '../panel/protocol.ts';
import type { Shape, Typed } from '../shapes/typed.ts';
import { nameOf, pointFor, positionsOf, printedIndex, printedPositions } from './chosenValues.ts';
import type { Derived } from './derive.ts';
import type { Experiments } from './experiments.ts';
import { messages } from './messages.ts';
import { isValueQuery } from './valueQuery.ts';

/** What a list offers to choose from. */
const MOST_CHOICES = 400;
/** A quotient of the first derivative is the last that people take. */
const GREATEST_ORDER = 2;

export const hasLimit = ({ query }: Derived): boolean => !isValueQuery(query) && query.wrt.length <= GREATEST_ORDER;

export function panelLimit(derived: Derived, choice: LimitChoice, experiments: Experiments): PanelLimit {
  const refuse = (refused: string): PanelLimit => ({ quotients: null, refused });
  const { variables, sides, refused } = pointFor(derived, choice.at, experiments);
  if (sides === null) return refuse(refused ?? (variables.some(({ problem }) => problem !== null) ? messages.valuesUnread : messages.noValuesHere));
  const directions = sides.slots.at(-1)!.positions.length;
  const outputs = sides.evaluator.value.re.length * (sides.slots.length > 1 ? sides.slots[0]!.positions.length : 1);
  const choices = Math.max(outputs, directions);
  if (choices > MOST_CHOICES) return refuse(messages.tooManyChoices(choices, MOST_CHOICES));
  const quotients = experiments.quotientsAt(sides, { output: choice.output, direction: choice.direction === directions ? 'random' : choice.direction });
  if (typeof quotients === 'string') return refuse(quotients);
  return { quotients: { ...described(derived, sides, quotients), ...measured(quotients) }, refused: null };
}

const measured = ({ derivative, exponents, forward, central, complex, complexReason, along }: Quotients) => ({
  derivative,
  exponents,
  forward,
  central,
  complex,
  complexReason,
  along,
});

type Described = Pick<PanelQuotients, 'definition' | 'name' | 'outputs' | 'directions' | 'output' | 'direction' | 'ofName' | 'byName'>;

function described({ query }: Derived, { slots, evaluator, point }: ChosenSides, { outputs, output, direction }: Quotients): Described {
  const lengthsOf = ({ rows, columns }: Shape): readonly number[] => [...rows, ...columns].map(dimension => sizeOf(dimension, point.sizes));
  const moving = slots.at(-1)!;
  const variable = query.wrt.at(-1)!;
  const directions = moving.positions.map(at => positionsOf(at, lengthsOf(variable.shape)));
  const first = slots.length > 1 ? { slot: slots[0]!, symbol: query.wrt[0]!, lengths: lengthsOf(query.wrt[0]!.shape) } : null;
  const { free } = evaluator.value;
  const valueLengths = [...free.map(({ size }) => size), ...lengthsOf(query.of.shape)];
  const perValue = first?.slot.positions.length ?? 1;
  const entries = Array.from({ length: outputs }, (_, k) => ({
    value: positionsOf(Math.floor(k / perValue), valueLengths),
    first: first ? positionsOf(first.slot.positions[k % perValue]!, first.lengths) : [],
  }));
  const chosen = entries[output]!;
  const name = functionName(query.of);
  const ofEntry = indexed(
    name,
    positionsInName(
      query.of,
      chosen.value,
      free.map(index => index.name),
    ),
    'numerator',
  );
  const byFirst = first && indexed(nameOf(first.symbol), chosen.first, 'denominator');
  const isRandom = direction === 'random';
  return {
    definition: definition(ofEntry, byFirst, nameOf(variable), isRandom ? null : directions[direction]!),
    name: byFirst ? fraction(ofEntry, [byFirst]) : ofEntry,
    ofName: first ? `∂${name.unicode}/∂${first.symbol.written}` : name.unicode,
    byName: variable.written,
    outputs: entries.map(entry =>
      [entry.value, entry.first]
        .filter(positions => positions.length > 0)
        .map(printedPositions)
        .join('; '),
    ),
    directions: [...directions.map(printedPositions), ...(directions.length > 1 ? [messages.randomDirection] : [])],
    output,
    direction: isRandom ? directions.length : direction,
  };
}

function functionName(of: Typed): PanelFormula {
  const named = of.op === 'entry' ? of.args[0] : of;
  return named.op === 'reference' || named.op === 'variable' ? nameOf(named.symbol) : { tex: 'f', unicode: 'f' };
}

/** Of K_1q the position that is written and those that its letters have. `free` names the first of the positions. */
function positionsInName(of: Typed, positions: readonly number[], free: readonly string[]): readonly number[] {
  if (of.op !== 'entry') return positions;
  const whole = [...positions.slice(free.length)];
  return of.indices.map(index => (typeof index === 'number' ? index - 1 : index === null ? (whole.shift() ?? 0) : (positions[free.indexOf(index.name)] ?? 0)));
}

function indexed(name: PanelFormula, positions: readonly number[], axis: 'numerator' | 'denominator'): PanelFormula {
  if (positions.length === 0) return name;
  const index = printedIndex(positions);
  return { tex: `{${name.tex}}_{${hued(index, axis)}}`, unicode: `${name.unicode}_${index.length > 1 ? `{${index}}` : index}` };
}

const hued = (index: string, axis: 'numerator' | 'denominator'): string => `\\textcolor{${axis === 'numerator' ? '0a0001' : '0a0002'}}{${index}}`;

/** ∂f/∂x, ∂²f/∂x∂y */
function fraction(above: PanelFormula, below: readonly PanelFormula[]): PanelFormula {
  const isSecond = below.length > 1;
  return {
    tex: `\\frac{\\partial${isSecond ? '^{2}' : ''} ${above.tex}}{${below.map(({ tex }) => `\\partial ${tex}`).join('\\,')}}`,
    unicode: `∂${isSecond ? '²' : ''}${above.unicode}/${below.map(({ unicode }) => `∂${unicode}`).join('')}`,
  };
}

/** `positions` are those of the entry that moves; null moves all along V. */
function definition(ofEntry: PanelFormula, byFirst: PanelFormula | null, by: PanelFormula, positions: readonly number[] | null): PanelFormula {
  const f = byFirst ? fraction(ofEntry, [byFirst]) : ofEntry;
  const step = positions === null ? { tex: 'h\\,V', unicode: 'h V' } : unitStep(positions);
  const name = byFirst ? `(${f.unicode})` : f.unicode;
  const moved = { tex: `${f.tex}(${by.tex} + ${step.tex})`, unicode: `${name}(${by.unicode} + ${step.unicode})` };
  const entry = indexed(by, positions ?? [], 'denominator');
  const right =
    positions === null
      ? { tex: `\\left.\\frac{\\mathrm{d}}{\\mathrm{d}h}\\,${moved.tex}\\right|_{h=0}`, unicode: `d/dh ${moved.unicode} at h = 0` }
      : fraction(ofEntry, byFirst ? [byFirst, entry] : [entry]);
  return {
    tex: `\\lim_{h\\to 0}\\;\\frac{${moved.tex} - ${f.tex}(${by.tex})}{h} = ${right.tex}`,
    unicode: `lim h→0 (${moved.unicode} − ${name}(${by.unicode}))/h = ${right.unicode}`,
  };
}

/** h, h e_2, h E_12 */
function unitStep(positions: readonly number[]): PanelFormula {
  if (positions.length === 0) return { tex: 'h', unicode: 'h' };
  const unit = indexed(positions.length === 1 ? { tex: 'e', unicode: 'e' } : { tex: 'E', unicode: 'E' }, positions, 'denominator');
  return { tex: `h\\,${unit.tex}`, unicode: `h ${unit.unicode}` };
}
