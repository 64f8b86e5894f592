import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { panelContentAt } from '../../src/ide/panel.ts';
import { certify } from '../../src/numeric/index.ts';
import type { PanelGraph, PanelGraphNode, TensorSizes } from '../../src/panel/protocol.ts';

before(() => useCertifier(certify));

const NETWORK = `x ∈ ℝ^D
W_1 ∈ ℝ^{H×D}, b_1 ∈ ℝ^H
W_2 ∈ ℝ^{C×H}
b_2, t ∈ ℝ^C
z_1 = W_1 x + b_1
h = relu(z_1)
z_2 = W_2 h + b_2
p = softmax(z_2)
L = -sum(t .* log(p))
dL/dW_1`;

function resultOf(text: string, sizes: TensorSizes = {}) {
  const content = panelContentAt(analyzeDocument(text, { certify: true }), text.length - 1, 'file:///a.mc', null, { graph: sizes });
  assert.ok(content.kind === 'result', `${content.kind}`);
  return content;
}
function graphOf(text: string, sizes: TensorSizes = {}): PanelGraph {
  const { graph } = resultOf(text, sizes);
  assert.ok(graph, 'a result with a graph');
  return graph;
}
const adjoint = ({ adjoint: found }: PanelGraphNode, layout: 'numerator' | 'denominator' = 'numerator'): string => {
  if (found.kind === 'unknown') return found.reason;
  const { left, pullback, closed } = found[layout];
  return [left, pullback, closed].flatMap(formula => formula?.unicode ?? []).join(' = ');
};
const named = ({ nodes }: PanelGraph, name: string): PanelGraphNode => nodes.find(node => node.name.unicode === name)!;

describe('the graph of a computation', () => {
  test('has every name once, behind what it uses, with its shape and the line that it comes from', () => {
    const { nodes, reverse, refused, noNumbers } = graphOf(NETWORK);
    assert.deepEqual(
      nodes.map(({ name, definition, axes, uses, kind, line }) =>
        `${line}: ${[name, definition].flatMap(part => part?.unicode ?? []).join(' = ')} ∈ ${axes.join('×')} ${kind} ${uses.join(',')}`.trim(),
      ),
      [
        '1: W_1 ∈ H×D input',
        '0: x ∈ D input',
        '1: b_1 ∈ H input',
        '4: z_1 = W₁ x + b₁ ∈ H operation 0,1,2',
        '5: h = relu(z₁) ∈ H operation 3',
        '2: W_2 ∈ C×H input',
        '3: b_2 ∈ C input',
        '6: z_2 = W₂ h + b₂ ∈ C operation 5,4,6',
        '7: p = softmax(z₂) ∈ C operation 7',
        '3: t ∈ C input',
        '8: L = -sum(t ⊙ log(p)) ∈  operation 9,8',
      ],
    );
    assert.deepEqual(reverse, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    assert.deepEqual([refused, noNumbers], [null, null]);
  });

  test('gives each adjoint from those of the nodes that use it, and closed, in both layouts', () => {
    const graph = graphOf(NETWORK);
    assert.equal(adjoint(named(graph, 'L')), '∂L/∂L = 1');
    assert.equal(adjoint(named(graph, 'p')), '∂L/∂p = -(t ⊘ p)ᵀ');
    assert.equal(adjoint(named(graph, 'z_2')), '∂L/∂z_2 = ∂L/∂p (diag(p) - p pᵀ) = (sum(t) p - t)ᵀ');
    assert.equal(adjoint(named(graph, 'h')), '∂L/∂h = ∂L/∂z_2 W₂ = (sum(t) p - t)ᵀ W₂');
    assert.equal(adjoint(named(graph, 'h'), 'denominator'), '∂L/∂h = W₂ᵀ ∂L/∂z_2 = W₂ᵀ (sum(t) p - t)');
    assert.equal(adjoint(named(graph, 'z_1')), '∂L/∂z_1 = step(z₁)ᵀ ⊙ ∂L/∂h = (step(z₁) ⊙ W₂ᵀ (sum(t) p - t))ᵀ');
    assert.equal(adjoint(named(graph, 'W_1')), '∂L/∂W_1 = (∂L/∂z_1)ᵀ xᵀ = (step(z₁) ⊙ W₂ᵀ (sum(t) p - t)) xᵀ');
  });

  test('adds what comes over several ways', () => {
    const graph = graphOf('x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nq = A x\nL = xᵀ q + ‖q‖²\ndL/dx');
    assert.equal(adjoint(named(graph, 'x')), '∂L/∂x = qᵀ + ∂L/∂q A = ((2 Aᵀ A + Aᵀ) x + q)ᵀ');
  });

  test('names an expression without a name, and the arguments of functions in it', () => {
    const { nodes } = graphOf('A ∈ ℝ^{m×n}, x ∈ ℝ^n, b ∈ ℝ^m\nd(‖A x - b‖²)/dx');
    assert.deepEqual(
      nodes.map(({ name, definition, isIntroduced, line }) => [[name, definition].flatMap(part => part?.unicode ?? []).join(' = '), isIntroduced, line]),
      [
        ['A', false, 0],
        ['x', false, 0],
        ['b', false, 0],
        ['u = A x - b', true, null],
        ['f = ‖u‖²', true, null],
      ],
    );
  });

  test('of a matrix gives the derivative by the node entry by entry', () => {
    const { nodes } = graphOf('R ∈ ℝ^{M×N}\nK = Rᵀ R\ndK/dR');
    assert.deepEqual(
      nodes.map(node => adjoint(node)),
      ['∂K_pq/∂R_ij = δ_pj R_iq + δ_qj R_ip', '∂K_pq/∂K_ij = δ_pi δ_qj'],
    );
  });

  test('takes names from the region of the statement', () => {
    const text = '# nabla: A ∈ ℝ^{m×n}, x ∈ ℝ^n\n# f = A x\n# df/dx\n';
    const analysis = analyzeDocument(`${text}\n${text}`, { certify: true, languageId: 'python' });
    const lines = analysis.statements.flatMap(({ result, start }) => {
      const content = result.kind === 'query' ? panelContentAt(analysis, start, 'file:///a.py', null, { graph: {} }) : null;
      return content?.kind === 'result' ? [content.graph?.nodes.map(({ line }) => line)] : [];
    });
    assert.deepEqual(lines[0], [0, 0, 1]);
  });

  test('finds names in their other spellings, and of a chain those on its first line', () => {
    const text = '\\Phi ∈ ℝ^{N×D}, y ∈ ℝ^N, theta ∈ ℝ^D\ne₁ = y - Φ θ\nL₁ = ‖e₁‖²\ndL₁/dθ = 2 e₁ᵀ de₁/dθ\n= -2 e₁ᵀ Φ';
    assert.deepEqual(
      graphOf(text).nodes.map(({ canonical, line }) => `${canonical} ${line}`),
      ['y 0', 'Φ 0', 'θ 0', 'e_1 1', 'L_1 2'],
    );
  });

  test('says that a constant has no adjoint', () => {
    const graph = graphOf('t ∈ ℝ^n, constant\nx ∈ ℝ^n\nL = tᵀ x\ndL/dx');
    assert.equal(adjoint(named(graph, 't')), 'constant');
    assert.ok(!graph.reverse.includes(graph.nodes.indexOf(named(graph, 't'))));
  });

  test('has numbers at the sizes that are asked for', () => {
    const { sizes, nodes } = graphOf(NETWORK, { D: 5, H: 1, C: 99 });
    assert.deepEqual(
      sizes.map(({ name, value }) => [name, value]),
      [
        ['H', 1],
        ['D', 5],
        ['C', 4],
      ],
    );
    assert.deepEqual([nodes[0]!.value!.rows, nodes[0]!.value!.columns], [1, 5]);
  });

  test('has none of an unknown function, none where there is no point, and says so', () => {
    assert.match(graphOf('F : ℝ^{n×n} → ℝ^{n×n}\nX ∈ ℝ^{n×n}\nd(tr(F(X)))/dX').noNumbers ?? '', /F is any function/);
    const large = graphOf('A ∈ ℝ^{400×300}, x ∈ ℝ^300\nf = A x\ndf/dx');
    assert.match(large.noNumbers ?? '', /too many entries/);
    assert.ok(large.nodes.every(({ value }) => value === null));
  });

  test('is none of a value, of a result that is not checked, and comes only where it is asked for', () => {
    assert.equal(resultOf('x ∈ ℝ^n\nf = sin(x)\n(df/dx) x').graph, undefined);
    const text = 'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = A x\ndf/dx';
    const pending = analyzeDocument(text).panelAt(text.length - 1, { graph: {} });
    assert.ok(pending.kind === 'result' && pending.graph === undefined);
    const unasked = analyzeDocument(text, { certify: true }).panelAt(text.length - 1);
    assert.ok(unasked.kind === 'result' && unasked.graph === null);
  });

  test('of many nodes is refused with their number', () => {
    const lines = Array.from({ length: 45 }, (_, k) => `x_{${k + 1}} = sin(x_{${k}})`.replace('x_{0}', 'y'));
    const text = `y ∈ ℝ\n${lines.map(line => line.replaceAll(/x_\{(\d+)\}/g, 'a$1')).join('\n')}\nda45/dy`;
    const { refused, nodes } = graphOf(text);
    assert.match(refused ?? '', /46 nodes/);
    assert.deepEqual(nodes, []);
  });
});

describe('the products of a result', () => {
  const written = ({ products }: PanelGraph, layout: 'numerator' | 'denominator') =>
    products
      .filter(product => product.layout === layout)
      .flatMap(({ of, orders }) =>
        orders.map(
          order => `${of.unicode} = ${order.formula.unicode}: ${order.steps.map(({ size }) => size.unicode).join(' + ')} = ${order.count}, ${order.name}`,
        ),
      );

  test('are the Jacobians up to the last vector before a matrix, by both modes', () => {
    const graph = graphOf(NETWORK, { H: 3, D: 2, C: 3 });
    assert.deepEqual(written(graph, 'numerator'), [
      '∂L/∂z_1 = (((-(t ⊘ p)ᵀ) (diag(p) - p pᵀ)) W₂) diag(step(z₁)): C^2 + CH + H = 21, from the left: reverse mode',
      '∂L/∂z_1 = (-(t ⊘ p)ᵀ) ((diag(p) - p pᵀ) (W₂ diag(step(z₁)))): CH + C^2·H + CH = 45, from the right: forward mode',
    ]);
    assert.match(written(graph, 'denominator')[0]!, /^∂L\/∂z_1 = \(\(diag\(step\(z₁\)\) W₂ᵀ\) .*forward mode$/);
  });

  test('name the order of the fewest multiplications where it is neither', () => {
    const graph = graphOf('A ∈ ℝ^{m×n}, B ∈ ℝ^{n×p}, C ∈ ℝ^{p×q}, D ∈ ℝ^{q×r}, x ∈ ℝ^r\nf = A B C D x\ndf/dx', { m: 6, n: 1, p: 6, q: 1, r: 6 });
    assert.deepEqual(
      written(graph, 'numerator').map(line => line.replace(/.*= /, '')),
      ['108, from the left', '108, from the right', '48, the fewest at these sizes'],
    );
  });
});
