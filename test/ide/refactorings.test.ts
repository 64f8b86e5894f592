import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expansionOf, factorisationOf } from '../../src/ide/distributing.ts';
import { edited, placeOf } from '../../src/ide/places.ts';
import { extractionOf, inliningAt, type Refactoring } from '../../src/ide/refactorings.ts';
import { respellingOf, type Spelling } from '../../src/ide/respelling.ts';
import { sameStatement } from '../../src/ide/sameStatement.ts';
import { drawProgram, textOf } from '../random/programs.ts';
import { analysed, cursorIn } from '../support/document.ts';

const applied = (text: string, found: Refactoring | null) => found && edited(text, found.replacements);

/** The text after what stands between two `$0` was extracted. */
function extracted(marked: string, languageId = 'mc'): string | null {
  const start = marked.indexOf('$0');
  const end = marked.indexOf('$0', start + 2) - 2;
  const text = marked.replaceAll('$0', '');
  return applied(text, extractionOf(analysed(text, languageId, false), { start, end }));
}
function inlined(marked: string): string | null {
  const { text, offset } = cursorIn(marked);
  return applied(text, inliningAt(analysed(text, 'mc', false), offset));
}
function respelled(text: string, spelling: Spelling): string | null {
  return applied(text, respellingOf(analysed(text, 'mc', false), { start: 0, end: text.length }, spelling));
}
const least = 'Φ ∈ ℝ^{N×D}\nθ ∈ ℝ^D\ny ∈ ℝ^N\n';

describe('a subexpression is extracted', () => {
  test('into a name that is free, defined above', () => {
    assert.equal(extracted(`${least}L = ‖$0y - Φ θ$0‖²\ndL/dθ\n`), `${least}t = y - Φ θ\nL = ‖t‖²\ndL/dθ\n`);
    assert.equal(extracted(`${least}t ∈ ℝ\nL = ‖y - $0Φ θ$0‖² t\n`), `${least}t ∈ ℝ\nu = Φ θ\nL = ‖y - u‖² t\n`);
  });
  test('without its own brackets, and apart from letters beside it', () => {
    assert.equal(extracted(`${least}r = Φ' $0(y - Φ θ)$0\n`), `${least}t = y - Φ θ\nr = Φ' t\n`);
    assert.equal(extracted(`${least}r = 2$0(y - Φ θ)$0\n`), `${least}t = y - Φ θ\nr = 2t\n`);
  });
  test('in marked comments behind their sign', () => {
    assert.equal(extracted("# nabla:\n# x ∈ ℝ^n\n# q = ($0x' x$0)^2\n", 'python'), "# nabla:\n# x ∈ ℝ^n\n# t = x' x\n# q = (t)^2\n");
  });
  test('only where the selection is one, and where what it holds is known there', () => {
    assert.equal(extracted(`${least}r = y - $0Φ θ + y$0\n`), null, 'no subexpression: the sum begins before');
    assert.equal(extracted(`${least}r_i = sum_j $0Φ_ij θ_j$0\n`), null, 'its indices are bound outside');
    assert.equal(extracted(`${least}h(u) := $0u + u$0 + u\n`), null, 'its parameter is known inside alone');
    assert.equal(extracted(`${least}r = $0Φ θ$0\n`), null, 'it has a name already');
  });
});

describe('a name is inlined', () => {
  test('where the cursor is', () => {
    assert.equal(inlined(`${least}e = y - Φ θ\nL = $0e' e\n`), `${least}e = y - Φ θ\nL = (y - Φ θ)' e\n`);
    assert.equal(inlined(`${least}n2 = ‖y‖\nL = 2$0n2\n`), `${least}n2 = ‖y‖\nL = 2‖y‖\n`);
  });
  test('from its definition everywhere, which goes', () => {
    assert.equal(inlined(`${least}$0e = y - Φ θ\nL = e' e\ndL/dθ\n`), `${least}L = (y - Φ θ)' (y - Φ θ)\ndL/dθ\n`);
    assert.equal(inlined(`${least}e = ‖θ‖\n$0L = e\ndL/dθ\n`), `${least}e = ‖θ‖\nd e/dθ\n`);
  });
  test('not where a derivative is taken by it', () => assert.equal(inlined(`${least}e = y - Φ θ\nL = $0e' e\ndL/de\n`), null));
  test('not with parameters, indices or a second definition', () => {
    assert.equal(inlined(`${least}h(u) := 2 u\nr = $0h(θ)\n`), null);
    assert.equal(inlined(`${least}e = y\ne = 2 y\nL = $0e' y\n`), null);
  });
});

/** The text after what stands between two `$0` was rewritten so. */
function rewritten(marked: string, by: typeof expansionOf): string | null {
  const start = marked.indexOf('$0');
  const end = marked.indexOf('$0', start + 2) - 2;
  const text = marked.replaceAll('$0', '');
  return applied(text, by(analysed(text, 'mc', false), { start, end }));
}
const square = 'A ∈ ℝ^{n×n}\nB ∈ ℝ^{n×n}\nC ∈ ℝ^{n×n}\nx ∈ ℝ^n\nc ∈ ℝ\n';

describe('a product over a sum is expanded, and factored again', () => {
  for (const [product, sum] of [
    ['(A + B) C', 'A C + B C'],
    ['C (A - B)', 'C A - C B'],
    ['(A + B) (A - C)', null],
    ["x' (A + B) C", "x' A C + x' B C"],
    ['2 (A + B)', '2 A + 2 B'],
    ['(A + B) ⊙ C', 'A ⊙ C + B ⊙ C'],
    ['(A + B) ⊗ C', 'A ⊗ C + B ⊗ C'],
    ['(-A + B) C', '-A C + B C'],
    ['A (B + C) x', 'A B x + A C x'],
  ] as const) {
    if (sum !== null) {
      test(`${product} → ${sum}`, () => assert.equal(rewritten(`${square}Y = $0${product}$0\n`, expansionOf), `${square}Y = ${sum}\n`));
      test(`${sum} → ${product}`, () => assert.equal(rewritten(`${square}Y = $0${sum}$0\n`, factorisationOf), `${square}Y = ${product}\n`));
    }
  }
  test('of two sums every product', () => assert.equal(rewritten(`${square}Y = $0(A + B) (A - C)$0\n`, expansionOf), `${square}Y = A A - A C + B A - B C\n`));
  test('of a transpose and a quotient every part', () => {
    assert.equal(rewritten(`${square}Y = $0(A + B C)ᵀ$0\n`, expansionOf), `${square}Y = Aᵀ + (B C)ᵀ\n`);
    assert.equal(rewritten(`${square}Y = $0(A + B) / c$0\n`, expansionOf), `${square}Y = A / c + B / c\n`);
  });
  test('in brackets where they are needed, and only there', () => {
    assert.equal(rewritten(`${square}Y = C - $0(A + B) C$0\n`, expansionOf), `${square}Y = C - (A C + B C)\n`);
    assert.equal(rewritten(`${square}Y = C + $0(A + B) C$0\n`, expansionOf), `${square}Y = C + A C + B C\n`);
    assert.equal(rewritten(`${square}Y = ($0A C + B C$0)ᵀ\n`, factorisationOf), `${square}Y = ((A + B) C)ᵀ\n`);
  });
  test('a term that is nothing but the common factor leaves a one, where that is a number', () => {
    assert.equal(rewritten(`${square}y = $0c x + x$0\n`, factorisationOf), `${square}y = (c + 1) x\n`);
    assert.equal(rewritten(`${square}Y = $0A B + A$0\n`, factorisationOf), null, 'an identity would be wanted');
  });
  test('in a marked comment', () => {
    const text = '# nabla:\n# A ∈ ℝ^{n×n}, x ∈ ℝ^n, y ∈ ℝ^n\n# z = A (x + y)\n';
    const selected = { start: text.indexOf('A (x'), end: text.length - 1 };
    assert.equal(applied(text, expansionOf(analysed(text, 'python', false), selected)), text.replace('A (x + y)', 'A x + A y'));
  });
  test('not where there is nothing to expand or to factor, nor where the selection is no expression', () => {
    for (const selected of ['$0A B C$0', '$0A + B$0', '$0(A B) C$0', '($0A + B) C$0', '$0‖x + A x‖$0']) {
      assert.equal(rewritten(`${square}Y = ${selected}\n`, expansionOf), null, selected);
      if (!selected.includes('+ B) C')) assert.equal(rewritten(`${square}Y = ${selected}\n`, factorisationOf), null, selected);
    }
    assert.equal(rewritten(`${square}Y = $0A B + B A$0\n`, factorisationOf), null, 'matrices do not commute');
    assert.equal(rewritten(`${square}Y = $0(${Array.from({ length: 9 }, () => 'A').join(' + ')}) (B + C)$0\n`, expansionOf), null, 'too many terms');
  });
});

describe('spelling', () => {
  const unicode = 'θ ∈ ℝ^n\nΦ ∈ ℝ^{m×n}\nL = ‖Φ θ‖²\n∂L/∂θ\nP = Φᵀ Φ ⊙ (Φᵀ Φ)⁻¹\n';
  const ascii = "theta in R^n\nPhi in R^(m x n)\nL = ||Phi theta||^2\ndL/dtheta\nP = Phi' Phi .* (Phi' Phi)^-1\n";
  const latex = String.raw`\theta \in \mathbb{R}^n
\Phi \in \mathbb{R}^{m \times n}
L = \|\Phi \theta\|^2
\partial L/\partial \theta
P = \Phi^\top \Phi \odot (\Phi^\top \Phi)^{-1}
`;
  test('is changed to ASCII', () => assert.equal(respelled(unicode, 'ascii'), ascii));
  test('is changed to LaTeX', () => assert.equal(respelled(unicode, 'latex'), latex));
  test('is changed to Unicode', () => {
    assert.equal(respelled(latex, 'unicode'), unicode);
    assert.equal(respelled(ascii, 'unicode'), unicode.replace('∂L/∂θ', 'dL/dθ').replaceAll('Φᵀ', "Φ'"));
  });
  test('of the statements in the range alone, and null where nothing changes', () => {
    assert.equal(respelled('x ∈ ℝ^n\n', 'unicode'), null);
    const analysis = analysed(unicode, 'mc', false);
    assert.equal(applied(unicode, respellingOf(analysis, { start: 0, end: 3 }, 'ascii')), unicode.replace('θ ∈ ℝ^n', 'theta in R^n'));
  });
});

describe('on random documents', () => {
  const texts = Array.from({ length: 60 }, (_, seed) => textOf(drawProgram(seed)));
  test('a spelling is read as the same tree', () => {
    let changed = 0;
    for (const text of texts)
      for (const spelling of ['unicode', 'ascii', 'latex'] as const) {
        const later = respelled(text, spelling);
        if (later === null) continue;
        changed++;
        const trees = (source: string) => analysed(source, 'mc', false).blocks.flatMap(({ statements }) => statements.map(({ typed }) => typed.tree));
        const after = trees(later);
        for (const [k, tree] of trees(text).entries()) assert.ok(sameStatement(tree, after[k]!), `${tree.source} → ${after[k]?.source}`);
      }
    assert.ok(changed > 60, `${changed} changed`);
  });
  test('what is extracted, inlined, expanded or factored leaves every shape and every derivative', () => {
    let offered = 0;
    for (const text of texts) {
      const analysis = analysed(text, 'mc', false);
      const [block] = analysis.blocks;
      const nodes = block!.statements.flatMap(placed => [...placed.typed.types].map(([node]) => placeOf(block!.block, placed, node.span)));
      const found = nodes
        .filter((_, k) => k % 5 === 0)
        .flatMap(place =>
          [expansionOf(analysis, place), factorisationOf(analysis, place), extractionOf(analysis, place), inliningAt(analysis, place.start)].filter(
            each => each !== null,
          ),
        );
      const query = analysed(text).statements.findLast(({ result }) => result.derivative?.matrix);
      for (const refactoring of found.slice(0, 4)) {
        offered++;
        const later = edited(text, refactoring.replacements);
        const now = analysed(later);
        const last = now.statements.at(-1)!;
        assert.equal(last.result.shape, analysis.statements.at(-1)!.result.shape, `${text}\n→\n${later}`);
        assert.deepEqual(
          now.diagnostics().filter(({ severity }) => severity === 'error'),
          [],
        );
        if (!query || refactoring.kind === 'refactor.inline') continue;
        // the derivative of the first version, claimed of the second one
        const claim = analysed(`${later.trimEnd()} = ${query.result.derivative!.matrix!.unicode}\n`).statements.at(-1)!;
        assert.notEqual(claim.result.claim?.verdict, 'refuted', `${text}\n→\n${later}`);
      }
    }
    assert.ok(offered > 30, `${offered} offered`);
  });
});
