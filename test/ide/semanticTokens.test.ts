import assert from 'node:assert/strict';
import { test } from 'node:test';
import { semanticTokensOf } from '../../src/ide/semanticTokens.ts';
import { fixture, shown } from '../support/fixture.ts';

/** Every token of the document is marked with its type, behind a dash its modifiers. */
function check(source: string): void {
  const { text, marks, analysis } = fixture(source);
  const found = semanticTokensOf(analysis).map(({ start, end, type, modifiers }) => ({ start, end, label: [type, ...modifiers].join('-') }));
  assert.equal(shown(text, found), shown(text, marks));
}

test('names, sizes and properties of declarations', () =>
  check(`
A ∈ ℝ^{n×n}, symmetric
^ variable-declaration
       ^ type
         ^ type
             ^^^^^^^^^ property
c ∈ ℝ, constant
^ variable-declaration-readonly
       ^^^^^^^^ property
f : ℝ^n → ℝ
^ function-declaration
      ^ type
layout denominator
^^^^^^ keyword
`));
test('functions, parameters, indices, numbers and operators', () =>
  check(`
h(t) := 2 sin(t)' + t.^2
^ function-definition
  ^ parameter
        ^ number
          ^^^ function-defaultLibrary
              ^ parameter
                ^ operator
                  ^ operator
                    ^ parameter
                     ^^ operator
                       ^ number
x ∈ ℝ^n
^ variable-declaration
      ^ type
s = sum_i x_i x₁ / n
^ variable-definition
        ^ parameter-definition
          ^ variable
            ^ parameter
              ^ variable
                 ^ operator
                   ^ type
`));
test('a derivative leaves its sign to the grammar', () =>
  check(`
x ∈ ℝ^n
^ variable-declaration
      ^ type
q = x' x
^ variable-definition
    ^ variable
     ^ operator
       ^ variable
dq/dx
 ^ variable
    ^ variable
`));
test('none overlap, none cross a line, whatever is typed', () => {
  for (const text of ['x = (A +\n  B) \\\n C', 'A ∈ ℝ^{n×', 'dL/d', '[A B; C', 'sum_{i=', "''''", 'x^\n2', '∂²L/∂θ∂θᵀ = 2']) {
    let end = 0;
    for (const token of semanticTokensOf(fixture(text).analysis)) {
      assert.ok(token.start >= end && token.end > token.start, text);
      assert.ok(!text.slice(token.start, token.end).includes('\n'), text);
      end = token.end;
    }
  }
});
