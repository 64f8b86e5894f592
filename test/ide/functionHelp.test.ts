import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exampleDeclarations, functionHelp, functionNames } from '../../src/ide/functionHelp.ts';
import { builtinNames, DERIVATIVE_FUNCTIONS } from '../../src/syntax/functions.ts';
import { analysed } from '../support/document.ts';

describe('what is said of functions', () => {
  test('is said of every function of the language, and of nothing else', () => {
    const all = [...new Set([...builtinNames, ...DERIVATIVE_FUNCTIONS.values()])];
    assert.deepEqual([...functionNames()].sort(), all.sort());
  });
  for (const name of functionNames())
    test(`${name}: the example has a shape and nothing wrong with it, and the parameters have words`, () => {
      const { example, signatures } = functionHelp(name)!;
      const analysis = analysed(`${exampleDeclarations}r = ${example}\n`, 'mc', false);
      assert.deepEqual(
        analysis.diagnostics().map(({ message }) => message),
        [],
      );
      assert.notEqual(analysis.statements.at(-1)!.result.shape, null);
      assert.ok(example.includes(`${name === 'trace' ? 'tr' : name}(`), example);
      assert.ok(signatures.every(({ gives, parameters }) => gives !== '' && parameters.every(({ words }) => words !== '')));
    });
});
