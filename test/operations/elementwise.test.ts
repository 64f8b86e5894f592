// What a row of the functions of each entry says is true, and reaches every stage: spelled, derived, certified, printed, read back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import type { StatementResult } from '../../src/analysis/result.ts';
import { codeIn } from '../../src/code/index.ts';
import { scalarFunctions } from '../../src/numeric/elementwiseFunctions.ts';
import { certify } from '../../src/numeric/index.ts';
import { mathematics } from '../../src/numeric/mathematics.ts';
import { modularAlgebra } from '../../src/numeric/modular.ts';
import type { EntrywiseAlgebra, Fraction } from '../../src/operations/algebras.ts';
import {
  definedFunctions,
  definedRow,
  type ElementwiseFunction,
  elementwiseFunctions,
  elementwiseNames,
  elementwiseRows,
  primitiveRow,
  spellingsOf,
} from '../../src/operations/elementwise.ts';

const numberOf = (fraction: Fraction): number => (typeof fraction === 'number' ? fraction : fraction[0] / fraction[1]);

const numbers: EntrywiseAlgebra<number> = {
  number: numberOf,
  pi: () => Math.PI,
  zero: () => 0,
  affine: (constant, slope, u) => numberOf(constant) + numberOf(slope) * u,
  times: (a, b) => a * b,
  power: (u, exponent) => u ** numberOf(exponent),
  apply: (name, u) => elementwiseRows[name as ElementwiseFunction].real(u),
};

const POINTS = [-2.3, -0.9, -0.31, 0.17, 0.64, 1.8, 3.1];
const INSIDE_UNIT = POINTS.map(x => x / 4);
const POSITIVE = POINTS.map(Math.abs);

/** Points where the row says that the function has a derivative. */
function pointsOf(name: ElementwiseFunction): readonly number[] {
  const row = elementwiseRows[name];
  if ('definition' in row) return POINTS.some(x => Number.isNaN(row.real(x))) ? POSITIVE : POINTS;
  return row.condition === 'positive' ? POSITIVE : row.condition === 'inside-unit' ? INSIDE_UNIT : POINTS;
}

const STEP = 1e-20;
const complexStep = (name: ElementwiseFunction, x: number): number => scalarFunctions[name].complex(mathematics.complex(x, STEP)).im / STEP;

function close(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), `${what}: ${actual} is not ${expected}`);
}

describe('the derivative of a row is the slope of its complex value', () => {
  for (const name of elementwiseNames)
    it(name, () => {
      const { derivative, real } = primitiveRow(name);
      for (const x of pointsOf(name)) close(derivative(numbers, x, real(x)), complexStep(name, x), `${name}′(${x})`);
    });
});

describe('the complex value of a row goes on from its real value', () => {
  for (const name of elementwiseFunctions)
    it(name, () => {
      for (const x of pointsOf(name)) close(scalarFunctions[name].complex(mathematics.complex(x, STEP)).re, elementwiseRows[name].real(x), `${name}(${x})`);
      for (const x of POINTS) {
        const real = elementwiseRows[name].real(x);
        if (Number.isNaN(real)) assert.ok(Number.isNaN(scalarFunctions[name].complex(mathematics.complex(x, STEP)).re), `${name}(${x}) is outside the domain`);
      }
      assert.ok(Number.isNaN(elementwiseRows[name].real(Number.NaN)));
    });
});

/** Where gelu is below every double beside its argument. */
const NOTHING = 1e-200;

describe('far out the complex value of a row is its real value, and its slope the derivative', () => {
  for (const name of elementwiseFunctions)
    it(name, () => {
      for (const x of [-4000, -400, -90, -31, -8, 8, 31, 90, 400, 4000]) {
        const real = elementwiseRows[name].real(x);
        if (!Number.isFinite(real)) continue;
        const { re, im } = scalarFunctions[name].complex(mathematics.complex(x, STEP));
        assert.ok(Math.abs(re - real) <= 1e-9 * Math.abs(real) + NOTHING, `${name}(${x}): ${re} is not ${real}`);
        assert.ok(Number.isFinite(im), `${name}′(${x})`);
      }
    });
});

describe('the definition of a row has its value', () => {
  for (const name of definedFunctions)
    it(name, () => {
      for (const x of pointsOf(name)) close(definedRow(name).definition(numbers, x), elementwiseRows[name].real(x), `${name}(${x})`);
    });
});

describe('the facts of a row hold', () => {
  for (const name of elementwiseNames)
    it(name, () => {
      const row = primitiveRow(name);
      const points = pointsOf(name);
      if (row.atZero !== undefined) close(row.real(0), numberOf(row.atZero), `${name}(0)`);
      for (const x of points) {
        const value = row.real(x);
        const mirrored = { odd: -value, even: value, complement: 1 - value, 'less-argument': value - x };
        if (row.ofNegative) close(row.real(-x), mirrored[row.ofNegative], `${name}(${-x})`);
        if (row.values) assert.ok(row.values === 'positive' ? value > 0 : value >= 0, `${name}(${x})`);
        if (row.idempotent) close(value * value, value, `${name}(${x})²`);
        if (row.undoes)
          close(row.real(elementwiseRows[row.undoes as ElementwiseFunction].real(Math.abs(x))), Math.abs(x), `${name}(${row.undoes}(${Math.abs(x)}))`);
        if (row.bound) assert.ok(row.bound === 'one' ? Math.abs(value) <= 1 : Math.abs(value) < 1, `${name}(${x})`);
        if (row.keepsSign) assert.equal(Math.sign(value), Math.sign(x), `${name}(${x})`);
        if (row.nonnegativeSeries) assert.ok(Math.abs(row.real(-Math.abs(x))) <= row.real(Math.abs(x)), `${name}(${x})`);
        if (row.convexKink) for (const y of points) assert.ok(row.real((x + y) / 2) <= (value + row.real(y)) / 2, `${name} between ${x} and ${y}`);
        if (x > 0 && row.keepsNonnegative) close(value, x, `${name}(${x})`);
        if (x > 0 && row.oneOfPositive) close(value, 1, `${name}(${x})`);
      }
      if (row.keepsNonnegative) close(row.real(0), 0, `${name}(0)`);
    });
});

describe('modulo a prime the facts of a row hold too', () => {
  const field = modularAlgebra.field;
  const at = (name: (typeof elementwiseNames)[number], u: number): number => modularAlgebra.elementwise(name, Float64Array.of(u), 7)[0]!;
  for (const name of elementwiseNames)
    it(name, () => {
      const row = primitiveRow(name);
      if (row.atZero !== undefined)
        assert.equal(at(name, 0), typeof row.atZero === 'number' ? row.atZero : field.fromRational({ numerator: row.atZero[0], denominator: row.atZero[1] }));
      for (const u of [3, 17, 123_456, 60_000_001]) {
        const value = at(name, u);
        const minus = field.subtract(0, u);
        const mirrored = { odd: field.subtract(0, value), even: value, complement: field.subtract(1, value), 'less-argument': field.subtract(value, u) };
        if (row.ofNegative) assert.equal(at(name, minus), mirrored[row.ofNegative], `${name}(−${u})`);
        if (row.idempotent) assert.equal(field.multiply(value, value), value);
      }
    });
});

describe('a row reaches the user', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  const documentation = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const grammar = readFileSync(join(__dirname, '../../media/mc.tmLanguage.json'), 'utf8');

  for (const name of elementwiseFunctions) {
    it(`${name}: every spelling is derived, certified and printed`, () => {
      for (const spelling of spellingsOf(name))
        for (const declared of ['t ∈ ℝ, t > 0', 't ∈ ℝ^n, positive', 't ∈ ℝ^{m×n}']) {
          const result = derived(declared, `sum(${spelling}(t))`);
          assert.equal(result.status, 'ok', `${declared}: ${JSON.stringify(result.diagnostics)}`);
          const { certificate, matrix, index, code } = result.derivative!;
          assert.equal(certificate.verdict, 'verified', `${spelling} of ${declared}`);
          assert.ok(matrix?.unicode && matrix.latex && index.unicode && index.latex && code.numpy.source);
        }
    });
    it(`${name}: is what is printed again, in text and in TeX`, () => {
      for (const declared of ['t ∈ ℝ, t > 0', 't ∈ ℝ^n, positive']) {
        const value = derived(`${declared}\ns ∈ ℝ`, `s sum(${name}(t))`, 's').derivative!.matrix!;
        for (const text of [value.unicode, value.latex]) {
          const again = analyzeFile(`${declared}\nsum(${name}(t)) == ${text}`, { certify: true }).statements.at(-1)!;
          assert.equal(again.equality?.verdict, 'equal', text);
        }
      }
    });
    it(`${name}: stands in docs/language.md and in the grammar of the editor`, () => {
      assert.ok(documentation.includes(`\`${name}\``), 'docs/language.md');
      assert.match(grammar, new RegExp(`\\b${name}\\b`), 'media/mc.tmLanguage.json');
    });
  }
});

function derived(declarations: string, expression: string, by = 't'): StatementResult {
  return analyzeFile(`${declarations}\nd(${expression})/d${by}`, { certify: true }).statements.at(-1)!;
}
