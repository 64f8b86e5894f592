import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Completion, type CompletionText, completionsAt, describeCompletion } from '../../src/ide/completion.ts';
import { COMMAND_SPELLINGS, RAISED_SPELLINGS, typedName } from '../../src/ide/symbolSpellings.ts';
import { tokenize } from '../../src/syntax/lexer.ts';
import { PROPERTIES } from '../../src/syntax/properties.ts';
import { analysed, cursorIn } from '../support/document.ts';

const declared = 'Φ ∈ ℝ^{N×D}\ntheta ∈ ℝ^D\ny ∈ ℝ^N, constant\ne = y - Φ theta\nL = ‖e‖²\n';

function completionsIn(marked: string, languageId = 'mc'): readonly (Completion & CompletionText)[] {
  const { text, offset } = cursorIn(marked);
  const analysis = analysed(text, languageId, false);
  return completionsAt(analysis, offset).map(found => ({ ...found, documentation: null, ...(found.about && describeCompletion(analysis, found.about)) }));
}
const labels = (marked: string, languageId = 'mc') => completionsIn(marked, languageId).map(({ label }) => label);
const find = (marked: string, label: string) => completionsIn(marked).find(each => each.label === label);
/** The text after the completion of that label. */
function completed(marked: string, label: string, languageId = 'mc'): string {
  const { text } = cursorIn(marked);
  const { replace, insert } = completionsIn(marked, languageId).find(each => each.label === label)!;
  return text.slice(0, replace.start) + insert + text.slice(replace.end);
}

describe('names', () => {
  test('come with their shapes and what they stand for, also on a line that is half typed', () => {
    const { detail, documentation, filter, kind } = find(`${declared}g = Φ' (y - Φ th$0`, 'theta')!;
    assert.deepEqual({ detail, documentation, filter, kind }, { detail: '∈ ℝ^D', documentation: null, filter: 'theta', kind: 'name' });
    assert.equal(find(`${declared}g = Φ' $0`, 'e')?.documentation, 'e = y - Φ theta');
    assert.equal(find(`${declared}g = Φ' $0`, 'y')?.documentation, 'constant');
  });
  test('in Greek are found by their names', () => assert.equal(find(`${declared}g = Phi$0`, 'Φ')?.filter, 'Φ Phi'));
  test('take the place of the letters before the cursor', () => assert.equal(completed(`${declared}g = 2Ph$0 y`, 'Φ'), `${declared}g = 2Φ y`));
  test('that are sizes are there too, and hide functions of their name', () => {
    assert.equal(find(`${declared}g = $0`, 'N')?.kind, 'size');
    assert.deepEqual(
      completionsIn('det ∈ ℝ^n\nb = de$0')
        .filter(({ label }) => label === 'det')
        .map(({ kind }) => kind),
      ['name'],
    );
  });
  test('stand before functions, which stand before directives', () => {
    const ranks = ['L', 'dL/dtheta', 'logdet', 'layout numerator'].map(label => find(`${declared}$0`, label)!.rank);
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(ranks).size, 4);
  });
  test('are not offered in numbers and comments', () => {
    assert.deepEqual(labels(`${declared}g = 2.5$0`), []);
    assert.deepEqual(labels(`${declared}g = y  # the $0`), []);
    assert.ok(labels(`${declared}g = Φ' %*% $0`).includes('e'));
  });
});

test('functions say what they take and give, and an opening bracket takes them', () => {
  const { detail, documentation, commit } = find('x ∈ ℝ^n\ny = sol$0', 'solve')!;
  assert.equal(detail, '(A, b)');
  assert.match(documentation!, /^solve\(A, b\): A⁻¹ b, in the shape of b\nA: a square matrix, b: .*\n\nExample: solve\(A, x\)$/);
  assert.deepEqual(commit, ['(']);
});

describe('derivatives', () => {
  test('name what a function depends on, variables first', () => {
    const found = completionsIn(`${declared}dL/d$0`);
    assert.deepEqual(
      found.toSorted((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1)).map(({ label, insert, detail }) => [label, insert, detail]),
      [
        ['dL/dtheta', 'dtheta', '∈ ℝ^D'],
        ['dL/dΦ', 'dΦ', '∈ ℝ^{N×D}'],
        ['dL/de', 'de', '∈ ℝ^N'],
      ],
    );
    assert.equal(completed(`${declared}dL/dPh$0 = 2`, 'dL/dΦ'), `${declared}dL/dΦ = 2`);
    assert.equal(completed(`${declared}∂L/$0`, '∂L/∂Φ'), `${declared}∂L/∂Φ`);
  });
  test('are offered whole at the beginning of a line, and only there', () => {
    assert.ok(labels(`${declared}d$0`).includes('dL/dΦ'));
    assert.ok(!labels(`${declared}g = d$0`).includes('dL/dΦ'));
  });
});

describe('declarations', () => {
  test('are given shapes and sizes', () => {
    assert.equal(completed('A ∈ $0', 'ℝ^{m×n}'), 'A ∈ ℝ^{m×n}');
    assert.deepEqual(labels(`${declared}B ∈ ℝ^{N×$0`), ['D', 'N']);
    assert.deepEqual(labels(`${declared}B ∈ ℝ^$0`), ['D', 'N']);
    assert.deepEqual(labels(`${declared}B : (N, $0`), ['D', 'N']);
  });
  test('are given properties, those of vectors where it is one', () => {
    assert.deepEqual(labels('A ∈ ℝ^{n×n}, $0'), PROPERTIES);
    assert.deepEqual(labels('A ∈ ℝ^{n×n}\nA is $0'), PROPERTIES);
    assert.equal(completed('A ∈ ℝ^{n×n}, symmetric, positive d$0', 'positive definite'), 'A ∈ ℝ^{n×n}, symmetric, positive definite');
    assert.deepEqual(labels('x ∈ ℝ^n, $0'), ['positive', 'nonnegative', 'constant']);
  });
  test('need none in definitions', () => assert.ok(!labels('A ∈ ℝ^{n×n}\nB = A, $0').includes('symmetric')));
});

describe('signs', () => {
  test('are typed with a backslash', () => {
    assert.equal(completed('A ∈ ℝ^n\n\\the$0', 'θ'), 'A ∈ ℝ^n\nθ');
    assert.equal(find('A ∈ ℝ^n\nA\\to$0', 'ᵀ')?.detail, '\\top');
  });
  test('stand behind an operand in place of what was raised', () => assert.equal(completed('A ∈ ℝ^{n×n}\nA^T$0 A', 'ᵀ'), 'A ∈ ℝ^{n×n}\nAᵀ A'));
  test('are offered in marked comments of a host language, and nothing else is', () => {
    const python = (marked: string) => labels(`# nabla:\n# x ∈ ℝ^n\n# ${marked}\ny = 3\n`, 'python');
    assert.ok(python('q = \\alp$0').includes('α'));
    assert.deepEqual(python('q = x$0'), []);
    assert.deepEqual(labels('# an aside \\al$0\ny = 3\n', 'python'), []);
    assert.deepEqual(labels('# nabla: x ∈ ℝ^n\n\ny = "\\al$0"\n', 'python'), []);
  });
  const meaning = (text: string) => tokenize(text).map(token => `${token.kind} ${token.text}`);
  for (const [typed, sign] of COMMAND_SPELLINGS)
    test(`${sign} means what ${typed} means`, () => {
      assert.deepEqual(meaning(completed(`A ∈ ℝ^n\n2 ${typed}$0`, sign)), meaning(`A ∈ ℝ^n\n2 ${typed}`));
      assert.deepEqual(meaning(completed(`A ∈ ℝ^n\nA${typed}$0`, sign)), meaning(`A ∈ ℝ^n\nA${typed}`));
    });
  for (const [typed, sign] of RAISED_SPELLINGS)
    test(`${sign} means what ${typed} means`, () => {
      const tree = (text: string) => {
        const statement = analysed(`A ∈ ℝ^{n×n}\nB = A${text}\n`, 'mc', false).blocks[0]!.statements[1]!.typed;
        const { value } = statement.meaning.kind === 'definition' ? statement.meaning : { value: null };
        return value && `${value.op} ${'exponent' in value ? value.exponent : ''} ${'args' in value ? value.args.map(({ op }) => op) : ''}`;
      };
      assert.ok(tree(sign));
      assert.equal(tree(sign), tree(typed));
    });
  test('names are typed in letters of every keyboard', () => {
    assert.deepEqual(['θ', 'Σ_1', 'φ', 'x'].map(typedName), ['theta', 'Sigma_1', 'phi', null]);
  });
});
