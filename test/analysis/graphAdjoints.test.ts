// Every adjoint of the computation graphs of the lecture and of the public identities against differences of the result's value,
// taken of the typed tree with the node moved; and the numbers that are shown, entry by entry.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { adjointsOf } from '../../src/analysis/graphAdjoints.ts';
import { type ComputationGraph, computationGraph } from '../../src/analysis/graphNodes.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import {
  certify,
  chooseSizes,
  DrawAgain,
  dimensionsOf,
  drawPoint,
  evaluateTensor,
  evaluateTyped,
  type Leaves,
  NotEvaluable,
  type Point,
  sizeOf,
  type Unknown,
} from '../../src/numeric/index.ts';
import type { PanelGraph } from '../../src/panel/protocol.ts';
import type { Typed } from '../../src/shapes/typed.ts';
import type { TensorNode } from '../../src/tensors/node.ts';

before(() => useCertifier(certify));

const folder = join(__dirname, '../..');
const lecture = readFileSync(join(folder, 'examples/lecture.mc'), 'utf8');
const identities: readonly { readonly id: string; readonly document: string }[] = JSON.parse(
  readFileSync(join(folder, 'test/identities/identities.json'), 'utf8'),
);

/** Nodes that a test went through. */
interface Counts {
  adjoints: number;
  /** What could not be certified, or has no derivative. */
  unknown: string[];
  /** At no point the differences were finite and settled. */
  unsettled: string[];
}

function graphsOf(text: string): readonly { readonly statement: StatementAnalysis; readonly graph: ComputationGraph }[] {
  return analyzeDocument(text, { certify: true }).statements.flatMap(statement => {
    if (!(statement instanceof StatementAnalysis) || !statement.query || statement.result.derivative?.certificate.verdict !== 'verified') return [];
    const graph = statement.within(() => computationGraph(statement.query!));
    return graph ? [{ statement, graph }] : [];
  });
}

function examine(text: string, counts: Counts): void {
  for (const { statement, graph } of graphsOf(text))
    statement.within(() => {
      const adjoints = adjointsOf(graph, statement.query!, certify);
      adjoints.forEach((adjoint, position) => {
        const name = `${statement.result.source}: ${graph.nodes[position]!.symbol.written}`;
        if (adjoint.kind === 'unknown') counts.unknown.push(`${name}: ${adjoint.reason}`);
        else if (agreesSomewhere(graph, position, adjoint.derived.numerator.node, name)) counts.adjoints += 1;
        else counts.unsettled.push(name);
      });
    });
}

/** Compares at the first point where the differences are settled; false where none of them is. */
function agreesSomewhere(graph: ComputationGraph, position: number, derivative: TensorNode, name: string): boolean {
  const unknowns: Unknown[] = graph.nodes.flatMap(({ symbol, definition }) =>
    definition ? [] : [{ name: symbol.name, shape: [...symbol.shape.rows, ...symbol.shape.columns], facts: symbol.properties }],
  );
  const dimensions = new Set([...dimensionsOf([derivative]), ...graph.nodes.flatMap(({ symbol: { shape } }) => [...shape.rows, ...shape.columns])]);
  for (let attempt = 0; attempt < 24; attempt += 1) {
    const sizes = chooseSizes(dimensions, attempt, false);
    if (!sizes) return false;
    const point = orNull(() => drawPoint(unknowns, sizes, 5, attempt));
    const values = point && valuesAt(graph, point);
    if (!point || !values) continue;
    const length = values.get(graph.nodes[position]!.symbol.name)!.length;
    const direction = Float64Array.from({ length }, (_, k) => Math.sin(1 + 3 * k + attempt));
    const expected = difference(graph, position, point, values, direction);
    const found = evaluateTensor(derivative, point, values);
    if (!expected || found.status !== 'ok') continue;
    const contracted = expected.map((_, row) => direction.reduce((sum, entry, k) => sum + entry * found.data[row * length + k]!, 0));
    const scale = Math.max(1, ...expected.map(Math.abs), ...found.data.map(Math.abs));
    for (const [k, entry] of expected.entries()) assert.ok(Math.abs(entry - contracted[k]!) < 1e-5 * scale, `${name}: ${contracted[k]} is not ${entry}`);
    return true;
  }
  return false;
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (failure) {
    if (failure instanceof DrawAgain || failure instanceof NotEvaluable) return null;
    throw failure;
  }
}

function valuesAt(graph: ComputationGraph, point: Point): Map<string, Float64Array> | null {
  const values = new Map<string, Float64Array>();
  for (const { symbol, definition } of graph.nodes) {
    const value = definition ? typedValue(definition, point, new Map()) : point.values.get(symbol.name)!;
    if (!value) return null;
    values.set(symbol.name, value);
  }
  return values;
}

function typedValue(typed: Typed, point: Point, leaves: Leaves): Float64Array | null {
  const found = evaluateTyped(typed, point, leaves);
  return found.status === 'ok' && found.data.every(Number.isFinite) ? found.data : null;
}

/** Extrapolated central differences of the result along the direction; null where two steps disagree, or at a kink. */
function difference(graph: ComputationGraph, position: number, point: Point, values: ReadonlyMap<string, Float64Array>, direction: Float64Array) {
  const { symbol, definition } = graph.nodes[position]!;
  const at = (step: number): Float64Array | null => {
    const moved = values.get(symbol.name)!.map((entry, k) => entry + step * direction[k]!);
    if (definition) return typedValue(graph.of, point, new Map([[symbol.name, moved]]));
    return typedValue(graph.of, { ...point, values: new Map([...point.values, [symbol.name, moved]]) }, new Map());
  };
  const here = at(0);
  // a difference to one side only has an error of the order of the step, unless there is a kink
  const isAtKink = (step: number): boolean => {
    const [before, after] = [at(-step), at(step)];
    return Array.from(here!).some((entry, k) => Math.abs(after![k]! - 2 * entry + before![k]!) > 0.01 * step * Math.max(1, ...Array.from(here!, Math.abs)));
  };
  const central = (step: number): number[] | null => {
    const [before, after] = [at(-step), at(step)];
    return before && after ? Array.from(after, (entry, k) => (entry - before[k]!) / (2 * step)) : null;
  };
  const [wide, narrow] = [central(2e-4), central(1e-4)];
  if (!wide || !narrow || !here || isAtKink(1e-4)) return null;
  const scale = Math.max(1, ...narrow.map(Math.abs));
  if (wide.some((entry, k) => Math.abs(entry - narrow[k]!) > 1e-5 * scale)) return null;
  return narrow.map((entry, k) => (4 * entry - wide[k]!) / 3);
}

describe('the adjoint of every node equals the differences of the result by the node', () => {
  test('in the lecture', () => {
    const counts: Counts = { adjoints: 0, unknown: [], unsettled: [] };
    examine(lecture, counts);
    assert.deepEqual([counts.unknown, counts.unsettled], [[], []]);
    assert.ok(counts.adjoints >= 75, `only ${counts.adjoints}`);
  });

  test(`in ${identities.length} public identities`, () => {
    const counts: Counts = { adjoints: 0, unknown: [], unsettled: [] };
    for (const { document } of identities) examine(document, counts);
    assert.deepEqual(counts.unsettled, []);
    // of a Kronecker product of 36×60 numbers by itself
    assert.deepEqual(
      counts.unknown.map(reason => reason.replace(/.* \(|;.*/g, '')),
      ['A tensor with 4665600 entries is too large to check by numbers'],
    );
    assert.ok(counts.adjoints >= 1321, `only ${counts.adjoints}`);
  });
});

const SHOWN: readonly string[] = [
  'x ∈ ℝ^D\nW_1 ∈ ℝ^{H×D}\nb_1 ∈ ℝ^H\nW_2 ∈ ℝ^{C×H}\nb_2, t ∈ ℝ^C\nz_1 = W_1 x + b_1\nh = relu(z_1)\nz_2 = W_2 h + b_2\np = softmax(z_2)\nL = -sum(t .* log(p))\ndL/dW_1',
  'A ∈ ℝ^{m×n}, x ∈ ℝ^n, b ∈ ℝ^m\nd(‖A x - b‖²)/dx',
  'X ∈ ℝ^{n×p}\nL = logdet(XᵀX + eye(p))\ndL/dX',
  'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nB ∈ ℝ^{k×m}\nf = sin(B tanh(A x))\ndf/dx',
  'x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nq = A x\nL = xᵀ q + ‖q‖²\ndL/dx',
  'S ∈ ℝ^{n×n}, positive definite\nx ∈ ℝ^n\ns ∈ ℝ\nF = s S\nL = xᵀ inv(F) x\ndL/ds',
];

describe('the numbers of the graph', () => {
  for (const text of SHOWN)
    test(`are the values and derivatives at one point: ${text.split('\n').at(-1)}`, () => {
      for (const { statement, graph } of graphsOf(text)) {
        const content = analyzeDocument(text, { certify: true }).panelAt(text.length - 1, { graph: {} });
        assert.ok(content.kind === 'result' && content.graph);
        statement.within(() => sameNumbers(graph, content.graph as PanelGraph));
      }
    });
});

function sameNumbers(graph: ComputationGraph, shown: PanelGraph): void {
  const named = new Map(shown.sizes.map(({ name, value }) => [name, value]));
  const inputs = graph.nodes.flatMap(({ symbol, definition }, k) =>
    definition ? [] : [[symbol.name, Float64Array.from(shown.nodes[k]!.value!.entries)] as const],
  );
  const point: Point = { seed: 1, sizes: { named, replaced: new Map() }, values: new Map(inputs) };
  const values = valuesAt(graph, point)!;
  graph.nodes.forEach(({ symbol }, position) => {
    const { value, adjoint } = shown.nodes[position]!;
    assert.ok(value && adjoint.kind === 'known', symbol.written);
    close(value.entries, values.get(symbol.name)!, symbol.written);
    const axes = [...symbol.shape.rows, ...symbol.shape.columns].map(size => sizeOf(size, point.sizes));
    assert.deepEqual([value.rows, value.columns], [axes[0] ?? 1, axes[1] ?? 1]);
    const { numerator, denominator } = adjoint;
    if (!numerator.value || !denominator.value) return;
    const length = value.entries.length;
    const columns = value.entries.map((_, k) => {
      const unit = new Float64Array(length);
      unit[k] = 1;
      return difference(graph, position, point, values, unit)!;
    });
    const outputs = columns[0]!.length;
    close(
      numerator.value.entries,
      Array.from({ length: outputs * length }, (_, k) => columns[k % length]![Math.floor(k / length)]!),
      `∂/∂${symbol.written}`,
    );
    const isTurned = numerator.value.rows !== denominator.value.rows;
    const turned = Array.from({ length: outputs * length }, (_, k) => columns[Math.floor(k / outputs)]![k % outputs]!);
    close(denominator.value.entries, isTurned ? turned : [...numerator.value.entries], `∂/∂${symbol.written} transposed`);
  });
}

function close(found: readonly number[], expected: ArrayLike<number>, name: string): void {
  assert.equal(found.length, expected.length, name);
  for (const [k, entry] of found.entries())
    assert.ok(Math.abs(entry - expected[k]!) < 1e-6 * Math.max(1, Math.abs(entry)), `${name}: ${entry} is not ${expected[k]}`);
}
