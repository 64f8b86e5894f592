import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { variablesAt } from '../../src/ide/deriveBy.ts';
import { analysed, cursorIn, withInsertion } from '../support/document.ts';

/** The document after the definition at the cursor was derived by each variable in turn. */
function derivedBy(marked: string, languageId = 'mc'): Readonly<Record<string, string>> {
  const { text, offset } = cursorIn(marked);
  const answer = variablesAt(analysed(text, languageId), offset);
  if (answer.kind === 'none') return {};
  return Object.fromEntries(answer.variables.map(({ name, insertion }) => [name, withInsertion(text, insertion)]));
}

describe('a definition of a scalar is derived', () => {
  test('by each variable, on a line below', () => {
    assert.deepEqual(derivedBy("x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nq = x' A x$0  # the form\nr = q\n"), {
      x: "x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nq = x' A x  # the form\ndq/dx\nr = q\n",
      A: "x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nq = x' A x  # the form\ndq/dA\nr = q\n",
    });
  });
  test('in words that have several letters, and in accents', () => {
    assert.match(derivedBy('weights ∈ ℝ^n\nlo$0ss = ‖weights‖²').weights!, /\ndloss\/dweights$/);
    assert.match(
      derivedBy(String.raw`\hat{x} ∈ ℝ^n
q$0 = ‖\hat{x}‖²`)[String.raw`\hat{x}`]!,
      /\ndq\/d\\hat\{x\}$/,
    );
  });
  test('behind the comment sign of its line', () => {
    assert.equal(
      derivedBy('def f(x):\n    # nabla:\n    # x ∈ ℝ^n\n    # $0q = ‖x‖²\n    return 1\n', 'python').x,
      'def f(x):\n    # nabla:\n    # x ∈ ℝ^n\n    # q = ‖x‖²\n    # dq/dx\n    return 1\n',
    );
  });
  test('and nothing else is: the reason is given', () => {
    const { text, offset } = cursorIn('x ∈ ℝ^n\ny$0 = 2 x\n');
    const answer = variablesAt(analysed(text), offset);
    assert.ok(answer.kind === 'none' && /definition of a scalar/.test(answer.reason));
  });
});
