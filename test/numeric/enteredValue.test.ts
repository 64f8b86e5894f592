/** Values as people paste them: what is read, and what is said of what is not. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mostCharacters, readEnteredValue } from '../../src/numeric/enteredValue.ts';

function read(text: string): [readonly number[], number[]] {
  const { value, problem } = readEnteredValue(text);
  assert.ok(value, problem ?? '');
  return [value.lengths, [...value.entries]];
}
const problemOf = (text: string): string => {
  const { problem } = readEnteredValue(text);
  assert.ok(problem !== null, `is read: ${text}`);
  return problem;
};
const square: [readonly number[], number[]] = [
  [2, 2],
  [1, 2, 3, 4],
];

describe('a value is read', () => {
  const matrices: readonly (readonly [string, string])[] = [
    ['NumPy, repr', 'array([[1., 2.],\n       [3., 4.]])'],
    ['NumPy, print', '[[1. 2.]\n [3. 4.]]'],
    ['NumPy with its module, a type and a name', 'A = np.array([[1, 2], [3, 4]], dtype=np.float32)'],
    ['PyTorch', "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64, device='cuda:0')"],
    ['tuples', '((1, 2), (3, 4))'],
    ['MATLAB', '[1 2; 3 4]'],
    ['MATLAB with commas, a name and a semicolon', 'A = [1, 2; 3, 4];'],
    ['MATLAB over lines', '[1 2\n 3 4]'],
    ['MATLAB, continued', '[\n1, 2;\n3, 4\n]'],
    ['CSV', '1,2\n3,4\n'],
    ['CSV with quotes and Windows lines', '"1","2"\r\n"3","4"\r\n'],
    ['semicolons', '1;2\n3;4'],
    ['TSV', '1\t2\n3\t4'],
    ['rows of numbers', '  1   2\n  3   4'],
    ['rows in one line', '1 2; 3 4'],
  ];
  for (const [name, text] of matrices) test(name, () => assert.deepEqual(read(text), square));

  test('a number, a list, a row with exponents and signs', () => {
    assert.deepEqual(read('-.5'), [[], [-0.5]]);
    assert.deepEqual(read('[1, 2, 3]'), [[3], [1, 2, 3]]);
    assert.deepEqual(read('1e-3 −2 +3.'), [[3], [0.001, -2, 3]]);
    assert.deepEqual(read('[1 -2]'), [[2], [1, -2]]);
    assert.deepEqual(read('1/3 2'), [[2], [1 / 3, 2]]);
  });
  test('a column in MATLAB and in lines', () => {
    assert.deepEqual(read('[1; 2; 3]'), [
      [3, 1],
      [1, 2, 3],
    ]);
    assert.deepEqual(read('1\n2\n3'), [
      [3, 1],
      [1, 2, 3],
    ]);
  });
  test('a long list that NumPy breaks into lines', () => assert.deepEqual(read('array([1., 2.,\n       3.])'), [[3], [1, 2, 3]]));
  test('three axes', () => assert.deepEqual(read('array([[[1, 2]], [[3, 4]]])')[0], [2, 1, 2]));
});

describe('what is not read is said with its place and what to do', () => {
  const problems: readonly (readonly [string, RegExp])[] = [
    ['', /no number here/],
    ['[]', /no number here/],
    ['1,2\n3,four', /“four” in line 2, place 2 is no number/],
    ['x,y\n1,2', /“x” in line 1, place 1 is no number.*headings/],
    ['[1 2; 3 nan]', /“nan” in line 1, place 2 is not finite/],
    ['1 inf', /not finite/],
    ['1e999', /not finite/],
    ['1/0', /not finite/],
    ['[1+2i 3]', /“1\+2i” in line 1, place 1 is complex/],
    ['[[1, 2], [3]]', /Row 2 has 1 number where the rows before it have 2/],
    ['[1 2; 3]', /Row 2 has 1 number/],
    ['1,2\n3', /Row 2 has 1 number/],
    ['[[[1]], [[1, 2]]]', /different sizes/],
    ['[1 2', /not closed/],
    ['[[1 2]\n [3 4]', /The bracket in line 1 is not closed/],
    ['[1 2]]', /“\]” in line 1 does not belong/],
    ["[1 2; 3 4]'", /“'” in line 1/],
    ['array([[0., ..., 1.]])', /abbreviated/],
    ['1,5\t2,5', /decimal point as a dot/],
    ['1,,2', /Place 2 in line 1 is empty/],
    ['[1, [2]]', /does not belong/],
    ['process.exit(1)', /is no number/],
    ['[(() => alert(1))()]', /is no number|no number here/],
    ['[__import__("os").system("x")]', /is no number/],
    ['<img src=x onerror=alert(1)>', /is no number/],
    ['['.repeat(50), /does not belong/],
  ];
  for (const [text, expected] of problems) test(JSON.stringify(text.slice(0, 40)), () => assert.match(problemOf(text), expected));

  test('sizes are bounded', () => {
    assert.match(problemOf('1 '.repeat(mostCharacters)), /more than the 60000/);
    assert.match(problemOf('1 '.repeat(3_000)), /More than 2500 numbers/);
    assert.match(problemOf(`[${'1 '.repeat(3_000)}]`), /More than 2500 numbers/);
  });
  test('a long word is cut', () => assert.ok(problemOf('x'.repeat(5_000)).length < 200));
  test('nothing throws on pieces of values', () => {
    const pieces = ['[', ']', '(', ')', ',', ';', '\n', '\t', ' ', '1', '-2.5', 'e', '=', 'array(', 'A', '.', '…', '/', '"', "'", 'nan'];
    let state = 7;
    const draw = () => {
      state = (state * 48271) % 2147483647;
      return pieces[state % pieces.length]!;
    };
    for (let k = 0; k < 5_000; k++) {
      const text = Array.from({ length: 1 + (k % 12) }, draw).join('');
      const { value, problem } = readEnteredValue(text);
      assert.ok((value === null) !== (problem === null), text);
      if (value) {
        assert.ok(value.entries.every(Number.isFinite), text);
        assert.equal(
          value.entries.length,
          value.lengths.reduce((product, length) => product * length, 1),
          text,
        );
      }
    }
  });
});
