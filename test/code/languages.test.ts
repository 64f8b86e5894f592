// What every language must do whatever the mathematics is: names, shapes, compressed derivatives; every function of each entry, run.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFile, useCodePrinter } from '../../src/analysis/document.ts';
import { cheapestOrder } from '../../src/code/chainOrder.ts';
import { compareCosts } from '../../src/code/cost.ts';
import { codeIn } from '../../src/code/index.ts';
import { type Code, codeLanguage, LANGUAGE_IDS, type LanguageId } from '../../src/code/input.ts';
import { constantDimension, multiplyDimensions, namedDimension } from '../../src/dimensions/dimension.ts';
import { elementwiseFunctions } from '../../src/operations/elementwise.ts';
import { variable } from '../notation/nodes.ts';
import { drawProgram, textOf } from '../random/programs.ts';
import { runCpp } from './cppProcess.ts';
import { runJulia } from './juliaProcess.ts';
import { inputOf } from './numpyCases.ts';
import { runOctave } from './octaveProcess.ts';
import { type Report, runPython } from './processes.ts';
import { assertRight, type Outcome, type Program, programOf } from './programs.ts';
import { runR } from './rProcess.ts';
import { load, runTypescript } from './typescriptProcess.ts';

const codeOf = (document: string, language: LanguageId): Code => {
  useCodePrinter(codeIn);
  return analyzeFile(document).statements.at(-1)!.derivative!.code[language];
};
const LEAST_SQUARES = 'X ∈ ℝ^{N×D}, y ∈ ℝ^N, t ∈ ℝ^D\nL = ‖y - X t‖²\ndL/dt';
const FACTORISATION = "X ∈ ℝ^{m×k}, U ∈ ℝ^{m×r}, V ∈ ℝ^{k×r}\nL = ‖X - U V'‖_F²\nd²L/dU²";

describe('every language', () => {
  it('prints every derivative of random documents', () => {
    useCodePrinter(codeIn);
    for (let seed = 0; seed < 120; seed++) {
      const { derivative } = analyzeFile(textOf(drawProgram(seed)), { certify: false }).statements.at(-1)!;
      for (const language of LANGUAGE_IDS) if (derivative) assert.doesNotThrow(() => derivative.code[language].source, `${language}, seed ${seed}`);
    }
  });
  for (const language of LANGUAGE_IDS) {
    it(`${language} names the function, its parameters, the value, both and the check`, () => {
      const code = codeOf(LEAST_SQUARES, language);
      assert.equal(code.function, 'dL_dt');
      assert.deepEqual(
        code.parameters.map(({ symbol, shape }) => `${symbol}: ${shape.join('×')}`),
        ['X: N×D', 'y: N', 't: D'],
      );
      assert.ok(code.source.includes('dL_dt') && code.source.includes('Returns an array of shape (D,)'));
      assert.ok(code.others.valueAndDerivative && code.others.check);
    });
    it(`${language} returns I ⊗ M as M beside the whole`, () => {
      const code = codeOf(FACTORISATION, language);
      assert.ok(code.others.compressed);
      assert.match(code.source, /The entry \[i, j, k, l\] of the whole is \[j, l\] of this one where i = k, otherwise 0\./);
      assert.equal(codeOf(LEAST_SQUARES, language).others.compressed, null);
    });
    it(`${language} keeps what names say out of its code`, () => {
      const hostile = ['"""', '*/', "'; x", 'a\nb', `$${'{x}'}`, '\\', '#{x}', '%', 'end', 'function', '_x', 'if', 'λ'];
      for (const name of hostile) {
        const { source, parameters } = codeIn(language, inputOf(variable(name), { query: `d${name}`, functionName: name }));
        assert.match(parameters[0]!.name, /^[A-Za-z_]\w*$/);
        assert.ok(!source.includes(`d${name}\n`) || !name.includes('\n'), source);
      }
    });
  }
  it('has the names that people call it', () => {
    assert.deepEqual(['PyTorch', 'octave', 'C++', 'ts', 'R'].map(codeLanguage), ['torch', 'matlab', 'cpp', 'typescript', 'r']);
    assert.equal(codeLanguage('cobol'), undefined);
  });
});

describe('arguments of the wrong shape', () => {
  it('are told, with the shape that is wanted', () => {
    const functions = load(codeOf(LEAST_SQUARES, 'typescript').source);
    const X = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    assert.deepEqual(functions.dL_dt!(X, [1, 2, 3], [0, 0]), [-44, -56]);
    assert.throws(() => functions.dL_dt!(X, [1, 2], [0, 0]), /dL_dt: y has the shape \[2\], but \[3\] is needed/);
    assert.throws(() => functions.dL_dt!(X, [[1], [2], [3]], [0, 0]), /dL_dt: y has the shape \[3, 1\], but \[3\] is needed/);
  });
});

describe('the order of multiplication', () => {
  const sizes = (...names: readonly (string | number)[]) => names.map(name => (typeof name === 'number' ? constantDimension(name) : namedDimension(name)));
  it('has the fewest operations', () => {
    // Cormen et al., 14.2: six matrices, ((A₁ (A₂ A₃)) ((A₄ A₅) A₆))
    const two = (left: number, right: number) => ({ left, right });
    assert.deepEqual(cheapestOrder(sizes(30, 35, 15, 5, 10, 20, 25)), { left: { left: 0, right: two(1, 2) }, right: { left: two(3, 4), right: 5 } });
  });
  it('is decided by polynomials where they tell, by usual sizes where they do not', () => {
    const [n, m] = [namedDimension('n'), namedDimension('m')];
    assert.equal(compareCosts(n, multiplyDimensions(n, m)), -1);
    assert.equal(compareCosts(multiplyDimensions(n, n), n), 1);
    assert.equal(compareCosts(n, n), 0);
    // many samples, few classes
    assert.ok(compareCosts(namedDimension('k'), namedDimension('N')) < 0);
    assert.deepEqual(cheapestOrder(sizes('n', 'n', 'n', 1)), { left: 0, right: { left: 1, right: 2 } });
  });
});

describe('functions of each entry as code', () => {
  runsInEveryLanguage(
    elementwiseFunctions.flatMap(name => [`x ∈ ℝ^n\nf = sum(${name}(x))\ndf/dx`, `c ∈ ℝ\nf = ${name}(c)\ndf/dc`, `A ∈ ℝ^{m×n}\nF = ${name}(A)\ndF/dA`]),
    ['numpy', 'torch', 'jax', 'julia', 'matlab', 'r', 'typescript'],
  );
});

describe('zeros beside diagonals as code', () => {
  const documents = [
    // no entries but numbers, along two pairs
    "A ∈ ℝ^{m×n}\nf = tr(A A')\nd²f/dA²",
    'X ∈ ℝ^{n×n}, c ∈ ℝ\nf = c tr(X X)\nd²f/dX²',
    // along one pair, before the entries and behind them
    FACTORISATION,
    "X ∈ ℝ^{m×k}, U ∈ ℝ^{m×r}, V ∈ ℝ^{k×r}\nL = ‖X - V U'‖_F²\nd²L/dV²".replace('X ∈ ℝ^{m×k}', 'X ∈ ℝ^{k×m}'),
    // the entries run along the diagonal
    'A ∈ ℝ^{m×n}\nf = sum(exp(A))\nd²f/dA²',
    'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = sum(exp(A x))\nd²f/dA²',
    // three and four positions that agree
    'x ∈ ℝ^n\nf = sum(exp(x))\nd³f/dx³',
    'A ∈ ℝ^{m×n}\nF = A .^ 3\nd²F/dA²',
    // an axis along which nothing changes
    "x ∈ ℝ^n\nF = x ones(m)'\ndF/dx",
  ];
  runsInEveryLanguage(documents, LANGUAGE_IDS);
  it('forms no product with an identity', () => {
    for (const document of documents)
      for (const language of LANGUAGE_IDS) assert.doesNotMatch(codeOf(document, language).source, /eye\(|1\.0I|diag\(nrow/, language);
  });
});

/** One test a language, which runs where the language is. */
function runsInEveryLanguage(documents: readonly string[], languages: readonly LanguageId[]): void {
  for (const language of languages)
    it(language, report => {
      const programs = documents.map((document): Program => {
        const program = programOf(document, language);
        assert.ok(program, document);
        return program;
      });
      const outcomes = runIn(language, programs, report);
      if (outcomes) for (const [k, program] of programs.entries()) assertRight(program, outcomes[k]);
    });
}

function runIn(language: LanguageId, programs: readonly Program[], report: Report): readonly Outcome[] | null {
  switch (language) {
    case 'matlab':
      return runOctave(programs, report);
    case 'r':
      return runR(programs, report);
    case 'typescript':
      return runTypescript(programs);
    case 'cpp':
      return runCpp(programs, report);
    case 'julia':
      return runJulia(programs, report);
    default:
      return runPython(language, programs, report);
  }
}
