import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DocumentAnalysis } from '../../src/analysis/document.ts';
import { formattingOf } from '../../src/ide/formatting.ts';
import { edited } from '../../src/ide/places.ts';
import { sameStatement } from '../../src/ide/sameStatement.ts';
import { drawProgram, textOf } from '../random/programs.ts';
import { analysed } from '../support/document.ts';

const treesOf = (text: string) => analysed(text, 'mc', false).blocks.flatMap(({ statements }) => statements.map(({ typed }) => typed.tree));
const formatted = (text: string) => edited(text, formattingOf(analysed(text, 'mc', false)));

describe('blanks', () => {
  for (const [name, before, after] of [
    ['stand around relations and sums', 'x∈ℝ^n\ny=x+x   -2x\nz:=-x\n', 'x ∈ ℝ^n\ny = x + x - 2x\nz := -x\n'],
    ['stand around the signs of products, not around * and /', 'A∈ℝ^{n×n}\nB = A@A .*A⊗1+2*A/3\n', 'A ∈ ℝ^{n×n}\nB = A @ A .* A ⊗ 1 + 2*A/3\n'],
    ['stand behind commas and not inside brackets', 'A, B∈ℝ^{n×n}\nC = kron( A,B )\nD=[ A,B ;B , A ]\n', 'A, B ∈ ℝ^{n×n}\nC = kron(A, B)\nD = [A, B; B, A]\n'],
    ['in the indices of an entry are left alone', 'A ∈ ℝ^{m×n}\nc = A[1,2]+A(1,2)+A[1, 2]\n', 'A ∈ ℝ^{m×n}\nc = A[1,2] + A(1,2) + A[1, 2]\n'],
    ['that separate columns stay', 'c ∈ ℝ\nA = [1 -c;c  2]\n', 'c ∈ ℝ\nA = [1 -c; c  2]\n'],
    ['in exponents and shapes stay', 'A ∈ ℝ^{n × n}\nB = A^{1 + 1}\n', 'A ∈ ℝ^{n × n}\nB = A^{1 + 1}\n'],
    ['stand behind the colon of a declaration', 'A :(m,n)\n', 'A : (m, n)\n'],
    ['between factors are one', "x ∈ ℝ^n\ns = x'   x\n", "x ∈ ℝ^n\ns = x' x\n"],
    ['at the end of a line go, and comments stay', 'x ∈ ℝ^n  \n#  a  comment \ns=x   #  the  sum  \n', 'x ∈ ℝ^n\n#  a  comment\ns = x   #  the  sum\n'],
    ['in a line that is half typed do no harm', 'x ∈ ℝ^n\ny=(x+\nz=x\n', 'x ∈ ℝ^n\ny = (x +\nz = x\n'],
    ['in LaTeX stay', 'x ∈ ℝ^n\ny=\\frac{1}{2}  \\left( x+x \\right)\n', 'x ∈ ℝ^n\ny = \\frac{1}{2}  \\left(x + x \\right)\n'],
  ] as const)
    test(name, () => assert.equal(formatted(before), after));
});

test('the signs of declarations on lines below one another are aligned, where they are the same', () => {
  assert.equal(formatted('y ∈ ℝ^N\nPhi ∈ ℝ^{N×D}\nθ̂∈ℝ^D\n\nX : (n, p)\nA ∈ ℝ^n\n'), 'y   ∈ ℝ^N\nPhi ∈ ℝ^{N×D}\nθ̂   ∈ ℝ^D\n\nX : (n, p)\nA ∈ ℝ^n\n');
  const long = 'averylongnameindeed ∈ ℝ^N\ny ∈ ℝ^N\n';
  assert.equal(formatted(long), long);
});
test('characters that only look like operators become those', () => assert.equal(formatted('x ∈ ℝ^n\ny = x′ x − 2 ∗ 3\n'), "x ∈ ℝ^n\ny = x' x - 2 * 3\n"));
test('of a part of a document only that is formatted', () => {
  const text = 'x∈ℝ^n\ny=x+x\nz=x\n';
  const start = text.indexOf('y');
  assert.equal(edited(text, formattingOf(analysed(text, 'mc', false), { start, end: start + 5 })), 'x∈ℝ^n\ny = x + x\nz=x\n');
});
test('a statement that would be read differently is left as it is', () => {
  const text = 'x  ∈ ℝ^n\ns = x+ x\n';
  const analysis = analysed(text, 'mc', false);
  // the later version reads the second line as another statement
  const misread: DocumentAnalysis = Object.create(analysis, {
    blocks: { value: analysis.blocks },
    after: { value: (later: string) => analysed(later.replace('x + x', 'x - x'), 'mc', false) },
  });
  assert.equal(edited(text, formattingOf(misread)), 'x ∈ ℝ^n\ns = x+ x\n');
});
test('only .mc documents are formatted', () => assert.deepEqual(formattingOf(analysed('# nabla: x∈ℝ^n\n', 'python', false)), []));

describe('formatting changes no meaning, and not what it has formatted', () => {
  const root = join(__dirname, '../..');
  const fences = [...readFileSync(join(root, 'docs/language.md'), 'utf8').matchAll(/```mc\n([\s\S]*?)```/g)].map(fence => fence[1]!);
  const texts: readonly (readonly [string, string])[] = [
    ['the lecture', readFileSync(join(root, 'examples/lecture.mc'), 'utf8')],
    ...fences.map((fence, k) => [`example ${k + 1} of the reference`, fence] as const),
    ...Array.from({ length: 300 }, (_, seed) => [`random document ${seed}`, textOf(drawProgram(seed))] as const),
  ];
  /** With fewer or more blanks where that is the same, so that there is something to format. */
  const disturbed = (text: string, seed: number) =>
    text.replace(/ (?=[=∈+])|(?<=[=∈,]) /g, (blank, at: number) => ((at * 7919 + seed * 104729) % 3 === 0 ? '' : (at * 31 + seed) % 4 === 0 ? '   ' : blank));
  test('of examples and random documents, as they are and with other blanks', () => {
    let changes = 0;
    for (const [k, [name, original]] of texts.entries())
      for (const text of [original, disturbed(original, k)]) {
        const result = formatted(text);
        if (result !== text) changes++;
        const [before, after] = [treesOf(text), treesOf(result)];
        assert.equal(after.length, before.length, name);
        for (const [place, tree] of before.entries()) assert.ok(sameStatement(tree, after[place]!), `${name}: ${tree.source} → ${after[place]!.source}`);
        assert.equal(formatted(result), result, name);
      }
    assert.ok(changes > 300, `${changes} documents were changed`);
  });
});
