// Modules that go into one document after one another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFile, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { LANGUAGE_IDS, type LanguageId } from '../../src/code/input.ts';
import { runCppMain } from './cppProcess.ts';
import { load } from './typescriptProcess.ts';

const LOSS = "X ∈ ℝ^{m×k}, U ∈ ℝ^{m×r}, V ∈ ℝ^{k×r}\nL = ‖X - U V'‖_F²\n";
/** L takes its parameters in another order where another variable moves. */
const QUERIES = ['dL/dU', 'dL/dV', 'd²L/dU²'];

function codeOf(query: string, language: LanguageId) {
  useCodePrinter(codeIn);
  return analyzeFile(LOSS + query, { certify: false }).statements.at(-1)!.derivative!.code[language];
}

const inserted = (language: LanguageId): string => QUERIES.reduce((text, query) => `${text}\n\n${codeOf(query, language).into(text).source}`, '');

/** By the language's own word for a definition, in the order of the text; of C++, which overloads, with the parameters. */
function definitions(text: string): readonly string[] {
  const patterns =
    /^(?:def (\w+)|function [^=\n(]*= (\w+)\(|(?:export )?(?:function|const|type) (\w+)|inline .*? (\w+\([^)]*\))|(\w+) <- function|(\w+)\([^\n]*\) = )/gm;
  return [...text.matchAll(patterns)].map(found => found.slice(1).find(Boolean)!);
}

describe('modules in one document', () => {
  for (const language of LANGUAGE_IDS) {
    it(`${language}: nothing is defined twice`, () => {
      const names = definitions(inserted(language));
      assert.ok(names.length > 10, names.join());
      assert.deepEqual(
        names.filter((name, k) => names.indexOf(name) !== k),
        [],
      );
      for (const query of QUERIES) assert.equal(names.filter(name => name.split('(')[0] === codeOf(query, language).function).length, 1, query);
    });
    it(`${language}: what is there is not added again`, () => {
      const code = codeOf('dL/dU', language);
      assert.equal(code.into(`\n${code.source}`).source, '');
      assert.equal(code.into('').source, code.source);
      assert.equal(code.into(`\r\n${code.source.replaceAll('\n', '\r\n')}`).source, '');
    });
  }
  it('a name that is taken is left to who has it', () => {
    const { source, function: name } = codeOf('dL/dU', 'numpy').into('def L(x):\n    return x\n\ndL_dU = 3\n');
    assert.equal(name, 'dL_dU_2');
    assert.match(source, /^def L_2\(/m);
    assert.match(source, /: L_2\(X, U, V\)/);
  });
  it('a formula in a comment takes no name', () => {
    const text = `"""\n${LOSS}dL/dU\n"""\n`;
    const start = text.indexOf('L =');
    assert.equal(codeOf('dL/dU', 'numpy').into(text, [{ start, end: start + 20 }]).function, 'dL_dU');
    assert.equal(codeOf('dL/dU', 'numpy').into(text, [{ start, end: start + 20 }]).source, codeOf('dL/dU', 'numpy').source);
  });
  it('compile as one file of C++', report => {
    const main = 'int main() { Eigen::MatrixXd X(2, 2), U(2, 1), V(2, 1); X << 1, 2, 3, 4; U << 1, 2; V << 3, 4;\n  std::printf("%g", check_dL_dU(X, U, V)); }';
    const printed = runCppMain(inserted('cpp'), main, report);
    if (printed !== null) assert.ok(Number(printed) < 1e-5, printed);
  });
  it('run as one file of TypeScript', () => {
    const functions = load(inserted('typescript'));
    const X = [[1, 2], [3, 4]]; // biome-ignore format: a matrix
    const [U, V] = [[[1], [2]], [[3], [4]]]; // biome-ignore format: two columns
    const parameters = (name: string) => new RegExp(`export function ${name}\\(([^)]*)\\)`).exec(inserted('typescript'))![1]!.matchAll(/(\w+): /g);
    for (const name of ['check_dL_dU', 'check_dL_dV', 'check_d2L_dU_dU']) {
      const values = [...parameters(name)].map(([, parameter]) => ({ X, U, V })[parameter!]);
      assert.ok((functions[name]!(...values) as number) < 1e-2, name);
    }
  });
});
