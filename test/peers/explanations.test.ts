// What the panel and the hover say beside a result, where the other tools say nothing: derivations, layouts, shapes, conditions, code.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, type DocumentAnalysis, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import type { AxisShape, Line, Style } from '../../src/derivations/derivation.ts';
import { hoverAt } from '../../src/ide/hover.ts';
import { certify } from '../../src/numeric/index.ts';
import type { PanelLayout, PanelResult } from '../../src/panel/protocol.ts';
import { row } from './features.ts';

const LEAST_SQUARES = 'y ∈ ℝ^N\nΦ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²\ndL/dθ';
const GRAM = "R ∈ ℝ^{M×N}\nK = R'R\ndK/dR";
const LOG_DETERMINANT = "X ∈ ℝ^{m×n}\nd(logdet(X'X))/dX";
const TRACE_OF_INVERSE = 'A, X ∈ ℝ^{n×n}\nd(tr(A X^-1))/dX';
const QUADRATIC_FORM = "A ∈ ℝ^{n×n}\nx ∈ ℝ^n\nd(x'A x)/dx";

/** A line of a derivation: what it says, the shapes under its parts, its rule and its source. */
type Step = readonly [text: string, shapes: string, rule: string, source: string | null];

const derivations: readonly (readonly [reference: string, peer: string, program: string, style: Style, steps: readonly Step[]])[] = [
  [
    row(39),
    'no tool prints df = tr(Gᵀ dX)',
    TRACE_OF_INVERSE,
    'differentials',
    [
      ['d(tr(A X⁻¹)) = -tr(A X⁻¹ (dX) X⁻¹)', '', 'differential of a trace; differential of an inverse', 'lecture'],
      ['= -tr(X⁻¹ A X⁻¹ dX)', '', 'cyclic trace', 'MML (4.19)'],
      ['∂ tr(A X⁻¹)/∂X = -X⁻ᵀ Aᵀ X⁻ᵀ', 'n×n', 'identification: d(tr(A X⁻¹)) = tr(Gᵀ dX)', 'M&N 18.12'],
    ],
  ],
  [
    row('G11'),
    'a differential is identified with its derivative nowhere',
    LOG_DETERMINANT,
    'differentials',
    [
      ['d(log|det(Xᵀ X)|) = tr((Xᵀ X)⁻¹ ((dX)ᵀ X + Xᵀ dX))', '', 'differential of log det; product rule', 'Cookbook (57)'],
      ['= 2 tr((Xᵀ X)⁻¹ Xᵀ dX)', '', 'cyclic trace', 'MML (4.19)'],
      ['∂ log|det(Xᵀ X)|/∂X = 2 X (Xᵀ X)⁻¹', 'm×n', 'identification: d(log|det(Xᵀ X)|) = tr(Gᵀ dX)', 'M&N 18.12'],
    ],
  ],
  [
    row(51),
    'no tool shows its steps in matrix notation',
    QUADRATIC_FORM,
    'differentials',
    [
      ['d(xᵀ A x) = (dx)ᵀ A x + xᵀ A dx', '', 'product rule', 'MML (5.46)'],
      ['= xᵀ (A + Aᵀ) dx', '', 'a scalar equals its transpose', 'MML 2.2.3'],
      ['∂(xᵀ A x)/∂x = xᵀ (A + Aᵀ)', '1×n', 'identification: d(xᵀ A x) = (∂(xᵀ A x)/∂x) dx', 'M&N Theorem 18.1'],
    ],
  ],
  [
    row('G13'),
    'the chain rule as factors with their shapes, in the order in which they are multiplied',
    LEAST_SQUARES,
    'chain',
    [
      ['∂L/∂θ = ∂L/∂e · ∂e/∂θ', '1×N, N×D', 'chain rule through e', 'lecture'],
      ['∂L/∂e = 2 eᵀ', '1×N', 'derivative of a squared norm', 'lecture'],
      ['∂e/∂θ = -Φ', 'N×D', 'derivative of an affine map', 'lecture'],
    ],
  ],
  [
    row(53),
    'no tool names the rule or the cookbook number of a step',
    LOG_DETERMINANT,
    'chain',
    [['∂ log|det(Xᵀ X)|/∂X = 2 X (Xᵀ X)⁻¹', 'm×n', 'derivative of log det(XᵀX)', 'Cookbook (55)']],
  ],
  [
    row(54),
    'no tool shows the shape of a step',
    LEAST_SQUARES,
    'differentials',
    [
      ['de = -Φ dθ', '', 'differential of a linear map; y and Φ are constant', 'M&N 18.6'],
      ['∂L/∂θ = -2 eᵀ Φ', '1×D', 'identification: dL = (∂L/∂θ) dθ', 'M&N Theorem 18.1'],
    ],
  ],
  [
    row('G4'),
    'each step of a 4-tensor has its rule and its source',
    GRAM,
    'components',
    [
      ['∂K_pq/∂R_ij = Σ_t ∂R_tp/∂R_ij R_tq + Σ_t R_tp ∂R_tq/∂R_ij', '', 'sum rule; product rule', 'lecture'],
      ['= Σ_t δ_ti δ_pj R_tq + Σ_t R_tp δ_ti δ_qj', '', 'an entry by an entry is a delta', 'Cookbook (32)'],
      ['= δ_pj R_iq + δ_qj R_ip', '', 'the delta picks t = i', null],
    ],
  ],
];

describe('derivations that no tool prints', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  for (const [reference, peer, program, style, steps] of derivations)
    it(`${reference}: ${peer}`, () => {
      const [layout] = contentOf(program).layouts;
      const { lines } = layout!.derivations.find(derivation => derivation.style === style)!;
      const printed = lines.map(stepOf);
      for (const step of steps)
        assert.ok(
          printed.some(line => JSON.stringify(line) === JSON.stringify(step)),
          `${step[0]} is not among\n${printed.map(line => line.join(' | ')).join('\n')}`,
        );
      for (const line of lines) assert.equal(line.verdict, 'equal', `${textOf(line)}: ${line.method}`);
    });
});

const statements: readonly (readonly [reference: string, peer: string, check: () => void])[] = [
  [
    row(41),
    'no tool shows both layouts of one result',
    () => {
      const { layouts, layout } = contentOf(LEAST_SQUARES);
      assert.equal(layout, 'numerator');
      assert.deepEqual(
        layouts.map(each => [each.layout, each.matrix?.unicode]),
        [
          ['numerator', '-2 eᵀ Φ'],
          ['denominator', '-2 Φᵀ e'],
        ],
      );
    },
  ],
  [
    row(42),
    'no tool names the layout beside the result',
    () => {
      assert.match(hoverText(LEAST_SQUARES), /numerator layout/);
      assert.equal(only(LOG_DETERMINANT).name, 'shape of the variable (both layouts)');
    },
  ],
  [
    row(43),
    'CasADi does not say in which order vec runs',
    () => {
      const { vec, vecLeft, vecNote } = only(GRAM);
      assert.equal(`${vecLeft?.unicode} = ${vec?.unicode}`, '∂vec(K)/∂vec(R)ᵀ = (Rᵀ ⊗ I_N) comm(M, N) + I_N ⊗ Rᵀ');
      assert.equal(vecNote, 'vec stacks columns (the first index runs fastest); comm(m, n) vec(X) = vec(Xᵀ).');
    },
  ],
  [
    row('G2'),
    'JAX and PyTorch return an array whose axes have no names',
    () => {
      const { legend, shape, indexLeft, indexRange } = only(GRAM);
      assert.deepEqual(
        legend.map(({ text }) => text),
        ['N×N from K', 'M×N from R'],
      );
      assert.deepEqual(shape, { numerator: ['N', 'N'], denominator: ['M', 'N'] });
      assert.equal(indexLeft?.unicode, '∂K_pq/∂R_ij');
      assert.equal(indexRange?.unicode, 'p, q, j = 1, …, N; i = 1, …, M');
    },
  ],
  [
    row(46),
    'SymPy prints \\operatorname{PermuteDims} for a 4-tensor',
    () => {
      const { index, vec } = lastDerivative(GRAM);
      const plain = index.latex.replace(/\\textcolor\{\w+\}\{(\w+)\}/g, '$1');
      assert.equal(plain, '\\delta_{pj} R_{iq} + \\delta_{qj} R_{ip}');
      assert.equal(vec?.latex, '\\left(R^{\\top} \\otimes I_{N}\\right) K_{M,N} + I_{N} \\otimes R^{\\top}');
    },
  ],
  [
    row('G12'),
    'matrix and index notation stand side by side in one result',
    () => {
      const { matrix, index, indexLeft } = only(TRACE_OF_INVERSE);
      assert.equal(matrix?.unicode, '-X⁻ᵀ Aᵀ X⁻ᵀ');
      assert.equal(`${indexLeft?.unicode} = ${index.unicode}`, '∂f/∂X_ij = -Σ_t Σ_s (X⁻¹)_ti A_st (X⁻¹)_js');
    },
  ],
  [
    row('G14'),
    'generated code says in which order its axes are',
    () => {
      const { code } = lastDerivative(GRAM);
      assert.match(code.numpy.source, /Returns an array of shape \(N, N, M, N\): axes of the numerator \(N, N\), then of the denominator \(M, N\)\./);
      assert.deepEqual(
        code.numpy.parameters.map(({ symbol, shape }) => `${symbol}: ${shape.join('×')}`),
        ['R: M×N'],
      );
    },
  ],
  [
    row(47),
    'matrixcalculus.org and SymPy print code, the others none or another language',
    () => {
      const { source } = lastDerivative(LEAST_SQUARES).code.numpy;
      assert.match(source, /^import numpy as np\n/);
      assert.match(source, /^ {4}return -2 \* \(/m);
    },
  ],
  [
    row(55),
    'matrixcalculus.org checks gradients in the exported code only, SymPy in its own tests only',
    () => {
      const { method, points, maxRelativeError } = lastDerivative(LEAST_SQUARES).certificate;
      assert.equal(method, 'complex-step');
      assert.equal(points, 3);
      assert.ok(maxRelativeError !== null && maxRelativeError < 1e-8);
    },
  ],
  [
    row('G5'),
    'SymPy issues 26561 and 26585 returned 0 without a word: a certificate stands beside every result',
    () => {
      assert.deepEqual(contentOf(QUADRATIC_FORM).certificate, { verdict: 'verified', text: 'Checked: complex step at 3 random points' });
      const { method, points, maxRelativeError } = lastDerivative("A ∈ ℝ^{n×n}\nx ∈ ℝ^n\nd²(x'A x)/dx²").certificate;
      assert.equal(method, 'central-difference');
      assert.ok(points >= 2 && maxRelativeError !== null && maxRelativeError < 1e-4);
    },
  ],
  [
    row('G5'),
    'what is not checked yet is not shown',
    () => {
      const analysis = analyzeDocument(QUADRATIC_FORM);
      const hover = hoverAt(analysis, QUADRATIC_FORM.lastIndexOf('d(x'), null);
      assert.match(hover!.markdown, /checking…/);
      assert.doesNotMatch(hover!.markdown, /A \+ Aᵀ/);
    },
  ],
  [
    row(57),
    'no differentiator hovers in an editor',
    () => {
      const text = hoverText(QUADRATIC_FORM);
      assert.match(text, /^`d\(x'A x\)\/dx ∈ ℝ\^\{1×n\}`/);
      assert.match(text, /xᵀ \(A \+ Aᵀ\)/);
    },
  ],
  [row('G19'), 'the conditions of a result stand in its panel', () => assert.deepEqual(contentOf(LOG_DETERMINANT).validity, ['Xᵀ X invertible'])],
];

describe('what stands beside a result', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  for (const [reference, peer, check] of statements) it(`${reference}: ${peer}`, check);
});

function certifiedAnalysis(program: string): DocumentAnalysis {
  return analyzeDocument(program, { certify: true });
}

function contentOf(program: string): PanelResult {
  const analysis = certifiedAnalysis(program);
  const content = analysis.panelAt(analysis.statements.at(-1)!.start);
  if (content.kind !== 'result') assert.fail(`the panel shows a ${content.kind}`);
  return content;
}

function only(program: string): PanelLayout {
  const { layouts } = contentOf(program);
  assert.equal(layouts.length, 1);
  return layouts[0]!;
}

function lastDerivative(program: string) {
  const { derivative } = certifiedAnalysis(program).statements.at(-1)!.result;
  assert.equal(derivative?.certificate.verdict, 'verified');
  return derivative;
}

/** The hover over the derivative in the last line. */
function hoverText(program: string): string {
  const analysis = certifiedAnalysis(program);
  return hoverAt(analysis, analysis.statements.at(-1)!.start, null)!.markdown;
}

const textOf = ({ leftUnicode, parts }: Line): string => [...(leftUnicode === null ? [] : [leftUnicode]), ...parts.map(part => part.unicode)].join(' ');

const stepOf = (line: Line): Step => [textOf(line), line.parts.flatMap(part => (part.shape ? [shapeText(part.shape)] : [])).join(', '), line.rule, line.source];

const shapeText = ({ numerator, denominator }: AxisShape): string => [...numerator, ...denominator].join('×');
