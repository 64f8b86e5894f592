import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import katex from 'katex';
import type { Derivation, Line, Part } from '../../src/derivations/derivation.ts';
import { Lines, newContext, StepRefuted } from '../../src/derivations/lines.ts';
import { RULES } from '../../src/derivations/rules.ts';
import { namedDimension } from '../../src/dimensions/dimension.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { derivationsOf } from './render.ts';

const LEAST_SQUARES = `Φ ∈ ℝ^{N×D}
y ∈ ℝ^N
θ ∈ ℝ^D
e = y - Φ θ
L = ‖e‖²
dL/dθ`;

const CLASSIFIER = `P ∈ ℝ^{N×D}
W ∈ ℝ^{D×K}
Y ∈ ℝ^{N×K}
Z = P W
S = softmaxrows(Z)
L = -sum(Y .* log(S))
dL/dW`;

const PROGRAMS: Readonly<Record<string, string>> = {
  'least squares': LEAST_SQUARES,
  'a classifier': CLASSIFIER,
  'a Gram matrix': 'R ∈ ℝ^{M×N}\nK = Rᵀ R\ndK/dR',
  'a Hessian': 'A ∈ ℝ^{n×n}\nx ∈ ℝ^n\nd²(xᵀ A x)/dx²',
  'names with marks': 'x̂ ∈ ℝ^n\nw_1 ∈ ℝ^n\nloss = (w_1ᵀ x̂)²\ndloss/dw_1',
};

const everyLine = (lines: readonly Line[]): readonly Line[] => lines.flatMap(line => [line, ...everyLine(line.details ?? [])]);
const partsOf = (derivations: readonly Derivation[]): readonly Part[] => derivations.flatMap(({ lines }) => everyLine(lines).flatMap(({ parts }) => parts));

describe('the three styles', () => {
  test('come in a fixed order', () =>
    assert.deepEqual(
      derivationsOf(LEAST_SQUARES).map(({ style }) => style),
      ['chain', 'differentials', 'components'],
    ));
  test('have the lines of the lecture for least squares', () => {
    const [chain] = derivationsOf(LEAST_SQUARES);
    assert.deepEqual(
      chain!.lines.map(line => line.parts.map(part => part.unicode).join(' ')),
      ['= ∂L/∂e · ∂e/∂θ', '= 2 eᵀ', '= -Φ', '= 2 eᵀ · (-Φ)', '= -2 eᵀ Φ', '= -2 (yᵀ - θᵀ Φᵀ) Φ'],
    );
    assert.deepEqual(
      chain!.lines[0]!.parts.filter(part => part.shape).map(part => part.shape),
      [
        { numerator: ['1'], denominator: ['N'] },
        { numerator: ['N'], denominator: ['D'] },
      ],
    );
  });
  test('reverse the factors in the denominator layout', () => {
    const [chain] = derivationsOf(LEAST_SQUARES, undefined, 'denominator');
    assert.deepEqual(
      chain!.lines.map(line => line.parts.map(part => part.unicode).join(' ')),
      ['= ∂e/∂θ · ∂L/∂e', '= 2 e', '= -Φᵀ', '= (-Φᵀ) · 2 e', '= -2 Φᵀ e', '= -2 Φᵀ (y - Φ θ)'],
    );
    assert.ok(chain!.lines.every(({ source }) => source !== 'lecture'));
  });
});

for (const [name, program] of Object.entries(PROGRAMS))
  for (const layout of ['numerator', 'denominator'] as const)
    describe(`the lines of ${name}, ${layout} layout`, () => {
      const derivations = derivationsOf(program, undefined, layout);
      test('begin with =, say their rule and are checked', () => {
        for (const { lines } of derivations)
          for (const line of everyLine(lines)) {
            assert.equal(line.parts[0]!.unicode, '=');
            assert.ok(line.parts.length > 1);
            assert.notEqual(line.rule, '');
            assert.equal(line.verdict, 'equal', line.parts.map(part => part.unicode).join(' '));
            assert.match(line.method, /^Equal to .+: (exact|numbers)/);
          }
      });
      test('name rules of the table only', () => {
        for (const { lines } of derivations) for (const line of everyLine(lines)) assert.ok(line.ruleId === null || line.ruleId in RULES, String(line.ruleId));
      });
      test('link parts to parts of earlier lines', () => {
        for (const { lines } of derivations) {
          const seen = new Set<string>();
          // single rules come after the line they explain, and may be linked to it
          for (const line of everyLine(lines)) {
            const known = new Set(seen);
            for (const part of line.parts) {
              if (part.operator) continue;
              assert.ok(part.name && !seen.has(part.name), `the name ${part.name} stands once`);
              seen.add(part.name);
            }
            const own = lines.flatMap(other => ((other.details ?? []).includes(line) ? other.parts : [])).map(part => part.name);
            for (const part of line.parts)
              for (const from of part.from ?? []) assert.ok(known.has(from) || own.includes(from) || namesLater(lines, from), `${from} is known`);
          }
        }
      });
      test('are set by KaTeX', () => {
        for (const part of partsOf(derivations))
          assert.doesNotThrow(() => katex.renderToString(part.tex, { throwOnError: true, strict: 'error', macros: {} }), part.tex);
        for (const { lines } of derivations)
          for (const { left } of everyLine(lines))
            if (left !== null) assert.doesNotThrow(() => katex.renderToString(left, { throwOnError: true, strict: 'error' }), left);
      });
    });

/** A detail was written before its line, and refers to a part that the reader sees above it. */
const namesLater = (lines: readonly Line[], name: string): boolean => lines.some(line => line.parts.some(part => part.name === name));

describe('the colours of the axes', () => {
  test('mark the free letters of the numerator and of the denominator, and no others', () => {
    const components = derivationsOf(PROGRAMS['a Gram matrix']!)[2]!;
    const deltas = components.lines[3]!.parts.map(part => part.tex).join('');
    assert.match(deltas, /\\delta_\{\\textcolor\{0a0001\}\{p\}\\textcolor\{0a0002\}\{j\}\}/);
    assert.doesNotMatch(components.lines[0]!.parts.map(part => part.tex).join(''), /0a0002/);
    assert.match(components.lines[0]!.parts[1]!.tex, /^\\sum_\{t=1\}\^\{M\}$/);
  });
});

describe('a step that is wrong', () => {
  test('is never placed', () => {
    const n = namedDimension('n');
    const lines = new Lines(newContext(() => 'different', 'numerator'));
    const node = variable('a', [n]);
    lines.add({ left: { unicode: 'f', tex: 'f' }, parts: [{ unicode: 'a', tex: 'a' }], node, rule: 'definition' });
    assert.throws(() => lines.add({ left: null, parts: [{ unicode: 'b', tex: 'b' }], node: variable('b', [n]), rule: 'simplify' }), StepRefuted);
    assert.equal(lines.lines.length, 1);
  });
  test('takes its style away, with the reason', () => {
    for (const derivation of derivationsOf(LEAST_SQUARES, { compare: () => 'different' }))
      assert.deepEqual(derivation, { style: derivation.style, lines: [], unavailable: 'A step could not be checked, so nothing is shown' });
  });
  test('is not hidden by a comparison that fails once', () => {
    let count = 0;
    const [chain] = derivationsOf(LEAST_SQUARES, { compare: () => (++count === 5 ? 'different' : 'equal') });
    assert.equal(chain!.unavailable, 'A step could not be checked, so nothing is shown');
  });
  test('that is not decided says so', () => {
    const [chain] = derivationsOf(LEAST_SQUARES, { compare: () => ({ verdict: 'unknown', method: 'none', points: 0, reason: 'no finite point' }) });
    assert.equal(chain!.lines[0]!.verdict, 'unknown');
    assert.equal(chain!.lines[0]!.method, 'Not decided whether it equals ∂L/∂θ: no finite point');
  });
});

describe('what has no derivation', () => {
  const reasons = (program: string): readonly (string | undefined)[] => derivationsOf(program).map(({ unavailable }) => unavailable);
  test('a derivative that is 0', () =>
    assert.deepEqual(new Set(reasons('x, y ∈ ℝ^n\nf = ‖x‖²\ndf/dy')), new Set(['f does not depend on y, so the derivative is 0'])));
  test('a derivative that is 0 between jumps', () => {
    for (const of of ['aᵀ sign(x)', 'aᵀ hardmax(x)'])
      assert.deepEqual(
        new Set(reasons(`a, x ∈ ℝ^n\nf = ${of}\ndf/dx`)),
        new Set(['f is constant on each side of its jumps, so the derivative by x is 0 wherever there is one']),
      );
    assert.deepEqual(new Set(reasons('x, y ∈ ℝ^n\nf = xᵀ (y - y)\ndf/dy')), new Set(['f does not depend on y, so the derivative is 0']));
  });
  test('an operation without a rule is named', () => {
    for (const reason of reasons('A ∈ ℝ^{n×n}\nd(eigmax(A))/dA')) assert.match(reason!, /^Not derived: largest eigenvalue/);
  });
  test('an entry by its number', () =>
    assert.deepEqual(
      new Set(reasons('x ∈ ℝ^n\nf = ‖x‖²\ndf/dx_1')),
      new Set(['Written for whole names: ask for the derivative without a number as an index']),
    ));
  test('a third derivative', () => {
    for (const reason of reasons('x ∈ ℝ^n\nf = (xᵀ x)²\nderivative(f, x, x, x)')) assert.match(reason!, /this one has order 3$/);
  });
  test('a chain with more paths than a person reads; the other styles exist', () => {
    const levels = [1, 2, 3].map(k => `a${k} = sin(c${k - 1})\nb${k} = cos(c${k - 1})\nc${k} = a${k} .* b${k}`);
    const [chain, differentials] = derivationsOf(`c0 ∈ ℝ^n\n${levels.join('\n')}\nL = ‖c3‖²\ndL/dc0`);
    assert.equal(chain!.unavailable, '8 paths lead from L to c0: the chain rule would have a term for each');
    assert.equal(differentials!.unavailable, undefined);
  });
});
