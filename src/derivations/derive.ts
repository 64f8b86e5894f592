/** The derivations of a query: three styles, each a list of checked lines or the reason why there is none. */

import { Refusal } from '../calculus/refusal.ts';
import { Unsupported } from '../lowering/unsupported.ts';
import { compareTensors } from '../numeric/exact.ts';
import { symbolsIn } from '../shapes/dependence.ts';
import type { Layout, TypedQuery } from '../shapes/typed.ts';
import { BudgetExceeded } from '../tensors/intern.ts';
import { CoefficientOverflow } from '../tensors/rational.ts';
import { allOperands } from '../tensors/traverse.ts';
import { chainStyle } from './chainStyle.ts';
import { componentsStyle } from './components.ts';
import type { Derivation, Style } from './derivation.ts';
import { differentialsStyle } from './differentials.ts';
import { type Compare, type Context, newContext, StepRefuted } from './lines.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { secondChain, secondComponents, secondDifferentials } from './secondOrder.ts';
import { type WholeQuery, wholeQuery } from './wholeQuery.ts';

export type { Compare } from './lines.ts';

export interface DeriveOptions {
  /** How two tensors are compared; by exact evaluation unless told. A verdict alone is enough; with method and points the lines say how. */
  readonly compare?: Compare;
}

/** More names than this are no derivation that a person reads. */
const NAMES = 24;

type Write = (query: WholeQuery, context: Context) => Outcome;

/** Of first and of second derivatives. */
const STYLES: readonly (readonly [Style, Write, Write])[] = [
  ['chain', chainStyle, secondChain],
  ['differentials', differentialsStyle, secondDifferentials],
  ['components', componentsStyle, secondComponents],
];

/** Never throws: what cannot be derived or checked is `unavailable`, with the reason. */
export function derive(query: TypedQuery, layout: Layout, options: DeriveOptions = {}): readonly Derivation[] {
  const compare = withinBudget(options.compare ?? ((a, b) => compareTensors(a, b)));
  const whole = wholeQuery(query);
  return STYLES.map(([style, first, second]): Derivation => {
    try {
      const outcome = written(whole, whole && whole.wrt.length > 1 ? second : first, newContext(compare, layout));
      return 'unavailable' in outcome ? { style, lines: [], unavailable: outcome.unavailable } : { style, lines: outcome.lines };
    } catch (failure) {
      return { style, lines: [], unavailable: reasonOf(failure) };
    }
  });
}

function written(query: WholeQuery | null, write: Write, context: Context): Outcome {
  if (!query) return { unavailable: messages.literalEntry };
  if (query.wrt.length === 0) return { unavailable: messages.valueOnly };
  const names = [...symbolsIn(query.of).values()].filter(({ definition }) => definition !== null).length;
  if (names > NAMES) return { unavailable: messages.tooManyNames(names) };
  return query.wrt.length > 2 ? { unavailable: messages.orderTooHigh(query.wrt.length) } : write(query, context);
}

/** Nodes of all that the lines of a query compare, some tenths of a second: an editor waits. No time, so that no slow machine shows less. */
const MOST_COMPARED = 3000;

class CheckingTooSlow extends Error {}

function withinBudget(compare: Compare): Compare {
  let compared = 0;
  return (a, b) => {
    compared += allOperands(a).length + allOperands(b).length;
    if (compared > MOST_COMPARED) throw new CheckingTooSlow();
    return compare(a, b);
  };
}

/** A defect shows as a missing style, never as a wrong line or a crash of the editor. */
function reasonOf(failure: unknown): string {
  if (failure instanceof CheckingTooSlow) return messages.checkingTooSlow;
  if (failure instanceof StepRefuted) return messages.notChecked;
  if (failure instanceof Refusal || failure instanceof Unsupported || failure instanceof BudgetExceeded || failure instanceof CoefficientOverflow)
    return messages.refused(failure.message);
  return messages.failed(failure instanceof Error ? failure.message : String(failure));
}
