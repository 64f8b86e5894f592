/**
 * The chain rule: as matrices where every factor is one, entry by entry where a factor has more axes. Where the user gave
 * no names it is the direct way, or letters are introduced for inner expressions.
 */

import type { TypedSymbol } from '../shapes/typed.ts';
import { isZero } from '../tensors/leaves.ts';
import { chainOfMatrices, factorsOf, isMatrixChain, printedQuantity } from './chain.ts';
import { chainByEntries } from './chainByEntries.ts';
import type { Line } from './derivation.ts';
import { directLines, oneLine } from './direct.ts';
import { tensorOfForm } from './formTensor.ts';
import { rootName } from './freshName.ts';
import { withInnerNames } from './innerNames.ts';
import { type Context, Lines } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { countPaths, pathsOf } from './paths.ts';
import { printed, printedName } from './printing.ts';
import { question as ask, type Question, reasonOfZero } from './question.ts';
import type { WholeQuery } from './wholeQuery.ts';

/** More paths than this are no derivation that a person reads. */
const PATHS = 6;

export function chainStyle(query: WholeQuery, context: Context): Outcome {
  const [wrt] = query.wrt as [TypedSymbol];
  const preferred = { above: query.letters.above, below: query.letters.below[0] ?? [] };
  const question = ask(query.of, wrt, { preferred });
  const { root } = question;
  if (isZero(question.derivative)) return { unavailable: reasonOfZero(question, printedQuantity(root).unicode) };
  if (question.intermediates.length === 0) {
    const lines = directLines(rootName(question, query.of, true), question, context);
    if (lines) return { lines };
  }
  const renamed = withInnerNames(query.of, wrt, unnamedSteps(question));
  if (renamed) {
    const finer = ask(renamed.of, wrt, { preferred });
    const introduced = new Set(renamed.introduced.map(symbol => symbol.name));
    const outcome = throughNames(finer, context, introductions(finer, introduced, context));
    if ('lines' in outcome) return outcome;
  }
  if (question.intermediates.length === 0) return oneLine(rootName(question, query.of, true), question, context);
  return throughNames(question, context, []);
}

function throughNames(question: Question, context: Context, before: readonly Line[]): Outcome {
  const paths = pathsOf(question, PATHS);
  if (!paths) return { unavailable: messages.tooManyPaths(countPaths(question), printedQuantity(question.root).unicode, question.variable.name) };
  const factors = factorsOf(paths, question, context);
  if (isMatrixChain(factors, paths, question)) return { lines: chainOfMatrices(paths, factors, question, context, before) };
  return chainByEntries(paths, factors, question, context, before);
}

/** The quantities whose own derivative is a composition that no single rule covers; null is a root without a name. */
function unnamedSteps({ root, intermediates }: Question): ReadonlySet<TypedSymbol | null> {
  const found = new Set<TypedSymbol | null>();
  for (const quantity of [root, ...intermediates])
    if (quantity.uses.some(use => ['chain-rule', 'product-rule', 'hadamard-rule', 'sum-rule'].includes(localRule(quantity.local, use.leaf))))
      found.add(quantity.symbol);
  return found;
}

/** `u = XᵀX + I`: a line for each letter that is introduced, before it is used. */
function introductions(question: Question, introduced: ReadonlySet<string>, context: Context): readonly Line[] {
  const lines = new Lines(context);
  for (const { name, form, local } of question.intermediates) {
    if (!introduced.has(name) || !form) continue;
    lines.add({
      left: printedName(name),
      parts: [printed(form)],
      node: tensorOfForm(form, question.lookup) ?? local,
      against: local,
      rule: messages.innerName(name),
    });
  }
  return lines.lines;
}
