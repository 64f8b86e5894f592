/** How a derivation in components ends: a matrix, rows, or the table of cases. */

import { tableOfCases } from '../notation/cases.ts';
import type { IndexForm } from '../notation/form.ts';
import type { TensorNode } from '../tensors/node.ts';
import { product } from '../tensors/product.ts';
import { tensorOfForm } from './formTensor.ts';
import type { RootName } from './freshName.ts';
import type { Letters } from './indexLetters.ts';
import { tensorOfIndexForm } from './indexTensor.ts';
import { axisShape, laidOutForm, laidOutTensor, type Orders, ordersOf } from './jacobian.ts';
import type { Context, Lines, Placed } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import { type Printed, printed, printedEntry, printedIndexForm, printedLetter, printedName } from './printing.ts';
import type { Question } from './question.ts';
import { turned } from './rewriteForm.ts';
import type { RuleId } from './rules.ts';
import { derivativeOf } from './symbols.ts';

export interface Closing {
  readonly lines: Lines;
  readonly question: Question;
  readonly shown: RootName;
  readonly letters: Letters;
  /** The derivative entry by entry. */
  readonly form: IndexForm;
  /** Its tensor, the names as variables. */
  readonly total: TensorNode;
  readonly before: Placed;
  readonly context: Context;
}

/** More cases than this are no table that a person reads. */
const CASES = 6;

export function closingLines(closing: Closing): Placed | null {
  const { question } = closing;
  const orders = ordersOf(question.root.local, question.variable.leaf);
  if (orders[0] + orders[1] === 0) return null;
  if (orders[0] + orders[1] <= 2) return collected(closing, orders);
  if (rows(closing)) return null;
  cases(closing);
  return null;
}

/** The matrix whose entries they are. */
export function collected({ lines, question, shown, letters, total, before, context }: Closing, orders: Orders): Placed | null {
  const placed = laidOutForm(total, orders, context.layout, question.formOf);
  if (!placed) return null;
  const node = tensorOfForm(placed, question.lookup);
  return lines.add({
    left: derivativeOf(shown, printedName(question.variable.name)),
    parts: [{ ...printed(placed), shape: axisShape(question.root.local.shape, question.variable.leaf.shape), from: before.names }],
    node: node ? question.expanded(node) : laidOutTensor(question.expanded(total), orders, context.layout),
    against: laidOutTensor(question.derivative, orders, context.layout),
    againstName: messages.lineBefore,
    rule: messages.collectOver([...letters.above, ...letters.below].map(index => index.letter)),
    ruleId: collectingRule(orders),
  });
}

function collectingRule([above, below]: Orders): RuleId | null {
  if (above === 0 && below === 1) return 'gradient-row';
  if (above === 1 && below === 1) return 'jacobian-definition';
  return above === 0 && below === 2 ? 'scalar-by-matrix-shape' : null;
}

/** δ_ik x_q: row i of ∂f_i/∂A is xᵀ, every other row is 0ᵀ. */
function rows({ lines, question, shown, letters, form, total, before }: Closing): boolean {
  const [term] = form.terms;
  const [i] = letters.above;
  const [k, q] = letters.below;
  if (form.terms.length !== 1 || letters.above.length !== 1 || letters.below.length !== 2 || !term || !i || !k || !q) return false;
  const isJoin = (factor: (typeof term.factors)[number]): boolean =>
    factor.kind === 'delta' && [factor.left.letter, factor.right.letter].sort().join() === [i.letter, k.letter].sort().join();
  const rest = term.factors.filter(factor => !isJoin(factor));
  if (rest.length !== term.factors.length - 1) return false;
  const row = tensorOfIndexForm({ free: [q], terms: [{ ...term, factors: rest }] }, question.lookup);
  // the row may not depend on which row it is
  const rebuilt = row && product([row], [[1]], [0, 0, 1], [i.size, i.size, q.size]);
  if (!row || rebuilt !== total) return false;
  const formOfRow = question.formOf(row);
  if (!formOfRow) return false;
  const { variable } = question;
  const entry = printedEntry(shown.name ?? shown.unicode, [i]);
  const rowOf = (letter: typeof i): Printed => {
    const base = printedName(variable.name);
    return { unicode: `${base.unicode}_{${letter.letter},:}`, tex: `${base.tex}_{${printedLetter(letter).tex},:}` };
  };
  const shape = axisShape([], [q.size]);
  const ownRow = lines.add({
    left: derivativeOf(entry, rowOf(i)),
    parts: [{ ...printed(turned(formOfRow)), shape, from: before.names }],
    node: question.expanded(rebuilt),
    against: question.derivative,
    rule: messages.rowOf(i.letter),
    ruleId: 'matrix-vector-by-matrix',
  });
  lines.add({
    left: derivativeOf(entry, rowOf(k)),
    parts: [{ unicode: '0ᵀ', tex: '\\mathbf{0}^{\\top}', shape, from: ownRow.names }],
    node: question.expanded(rebuilt),
    against: question.derivative,
    rule: messages.otherRows(`${k.letter} ≠ ${i.letter}`),
    ruleId: 'matrix-vector-by-matrix',
  });
  return true;
}

/** The value of an entry for each way in which its letters can agree. */
function cases({ lines, question, shown, letters, form, total, before }: Closing): void {
  const table = tableOfCases(form);
  // one delta says it itself
  if (!table || table.length > CASES || table.length < 3) return;
  const ruleId = localRule(question.expanded(question.root.local), question.variable.leaf);
  const shownRows = table.map(({ value, condition }) => ({
    value: value.terms.length === 0 ? { unicode: '0', tex: '0' } : printedIndexForm(value),
    condition,
  }));
  lines.add({
    left: derivativeOf(printedEntry(shown.name ?? shown.unicode, letters.above), printedEntry(question.variable.name, letters.below)),
    parts: [
      {
        unicode: `{ ${shownRows.map(({ value, condition }) => `${value.unicode} ${condition === 'otherwise' ? condition : `if ${condition}`}`).join('; ')}`,
        tex: `\\begin{cases}${shownRows.map(({ value, condition }) => `${value.tex} & ${conditionTex(condition, letters)}`).join(' \\\\ ')}\\end{cases}`,
        from: before.names,
      },
    ],
    node: question.expanded(total),
    against: question.derivative,
    againstName: messages.lineBefore,
    rule: messages.cases,
    ruleId: ruleId === 'gram-derivative' ? ruleId : null,
  });
}

/** `j = p, p ≠ q` with the letters in the colours of their axes. */
function conditionTex(condition: string, letters: Letters): string {
  if (condition === 'otherwise') return '\\text{otherwise}';
  const known = new Map([...letters.above, ...letters.below].map(index => [index.letter, printedLetter(index).tex]));
  const body = condition.replace(/[^\s=≠,]+|≠|,/g, token => known.get(token) ?? (token === '≠' ? '\\neq ' : token === ',' ? ',\\ ' : token));
  return `\\text{if } ${body}`;
}
