/** The derivative of a tensor read off its differential entry by entry, where no matrix form can hold it. */

import { indexForm } from '../notation/indexForm.ts';
import type { TensorNode } from '../tensors/node.ts';
import { entrywiseForm } from './entrywiseForm.ts';
import type { Lookup } from './formTensor.ts';
import type { RootName } from './freshName.ts';
import { lettersFor, relettered } from './indexLetters.ts';
import { tensorOfIndexForm } from './indexTensor.ts';
import type { Lines, Placed } from './lines.ts';
import { messages } from './messages.ts';
import { type Printed, printedEntry, printedIndexForm } from './printing.ts';
import type { Question } from './question.ts';
import { derivativeOf, differentialName } from './symbols.ts';

export interface EntriesInput {
  readonly lines: Lines;
  readonly question: Question;
  readonly root: RootName;
  /** d root with the variable's differential in it, and names with theirs. */
  readonly differential: TensorNode;
  readonly derivative: TensorNode;
  readonly lookup: Lookup;
  expanded(node: TensorNode): TensorNode;
  readonly before: Placed;
}

/** dK_pq = Σ_t …, and ∂K_pq/∂R_ij as the coefficient of dR_ij. */
export function readEntries({ lines, question, root, differential, derivative, lookup, expanded, before }: EntriesInput): void {
  const { variable } = question;
  const letters = lettersFor(question);
  const { above, below } = letters;
  const entry = printedEntry(root.name ?? 'f', above);
  const form = relettered(entrywiseForm(indexForm(differential, above)), letters);
  const read = tensorOfIndexForm(form, lookup) ?? differential;
  const entries = lines.add({
    left: prefixed(entry),
    parts: [{ ...printedIndexForm(form), from: before.names }],
    node: expanded(read),
    against: before.node,
    againstName: messages.lineBefore,
    rule: messages.inComponents,
  });
  const result = relettered(entrywiseForm(indexForm(derivative, [...above, ...below])), letters);
  lines.add({
    left: derivativeOf(entry, printedEntry(variable.name, below)),
    parts: [{ ...printedIndexForm(result), from: entries.names }],
    node: question.expanded(tensorOfIndexForm(result, lookup) ?? derivative),
    against: question.derivative,
    rule: messages.identification(messages.readOff(printedEntry(differentialName(variable.name), below).unicode)),
    ruleId: 'identification',
  });
}

const prefixed = (entry: Printed): Printed => ({ unicode: `d${entry.unicode}`, tex: `\\mathrm{d}${entry.tex}` });
