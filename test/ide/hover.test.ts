import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoverAt, prepareHover } from '../../src/ide/hover.ts';
import { derivative, pending, standIn, statementAt } from '../support/standIn.ts';

const text = 'e = y - Φ θ\nL = ‖e‖²\ndL/dθ\n';
const place = { uri: 'file:///a%20b/least.mc', position: { line: 2, character: 1 } };
const at = text.indexOf('dL/dθ') + 1;
const hover = (more: Parameters<typeof statementAt>[2] = {}, options: Parameters<typeof standIn>[1] = {}, where: typeof place | null = place) =>
  hoverAt(standIn(text, { statements: [statementAt(text, 'dL/dθ', more)], ...options }), at, where)!;

test('a checked derivative: shape, text, verdict and layout, links, within six lines', () => {
  const { markdown, math, range } = hover();
  const [first, block, verdict, links, ...rest] = markdown.split('\n\n');
  assert.equal(first, '`dL/dθ ∈ ℝ^{1×D}`');
  assert.equal(block, '```mc\n-2 (y - Φ θ)ᵀ Φ\n```');
  assert.equal(verdict, '✓ checked · numerator layout');
  assert.equal(links?.match(/\]\(command:/g)?.length, 4);
  assert.deepEqual(rest, []);
  assert.deepEqual(math, { tex: derivative.matrix!.latex, plain: '-2 (y - Φ θ)ᵀ Φ' });
  assert.deepEqual(range, { start: at - 1, end: at + 4 });
});
test('links name the place, and survive parentheses in it', () => {
  const { markdown } = hover({}, {}, { ...place, uri: 'file:///a%28b%29/(c).mc' });
  const links = [...markdown.matchAll(/\(command:([\w.]+)\?([^()]*)\)/g)];
  assert.deepEqual(
    links.map(link => link[1]),
    ['nabla.showDerivation', 'nabla.copyLatex', 'nabla.copyCode', 'nabla.insertDerivative'],
  );
  for (const link of links) assert.deepEqual(JSON.parse(decodeURIComponent(link[2]!)), ['file:///a%28b%29/(c).mc', place.position]);
});
test('the link to code names the language of the file, or that of the settings', () => {
  const analysis = standIn(text, { statements: [statementAt(text, 'dL/dθ')], languageId: 'julia' });
  assert.match(hoverAt(analysis, at, place)!.markdown, /\[Copy Julia code\]\(command:nabla\.copyCode\?/);
  assert.match(hoverAt(analysis, at, place, 'cpp')!.markdown, /\[Copy C\\\+\\\+ Eigen code\]/);
});
test('without a client that knows the commands there are no links', () => assert.ok(!hover({}, {}, null).markdown.includes('command:')));
test('before its certificate a derivative is not in the hover: not as text, picture, or link', () => {
  const { markdown, math } = hover({ derivative: pending });
  assert.equal(markdown, '`dL/dθ ∈ ℝ^{1×D}`\n\nchecking… · numerator layout');
  assert.equal(math, null);
});
test('a withheld derivative is not in the hover, even where the engine still gives a form', () => {
  const { markdown, math } = hover({ status: 'withheld', derivative: null }, { hover: { latex: 'x^2', unicode: 'x²' } });
  assert.match(markdown, /withheld/);
  assert.ok(!markdown.includes('x²') && !markdown.includes('command:'));
  assert.equal(math, null);
});
test('a refuted claim says so, with its diagnosis', () => {
  const { markdown } = hover({ kind: 'claim', claim: { verdict: 'refuted', diagnosis: 'transposed', correct: '-2 eᵀ Φ' } });
  assert.match(markdown, /✗ the claim does not hold: transposed · numerator layout/);
  assert.ok(!markdown.includes('Insert below'), 'a claim has its right side already');
});
test('what has one form in both layouts is not labelled by a layout', () => {
  const both = { ...derivative, layout: 'both' } as const;
  assert.match(hover({ derivative: { ...both, axes: { of: [], wrt: [['M', 'N']] } } }).markdown, /shape of the matrix \(both layouts\)/);
  assert.match(
    hover({ derivative: { ...both, axes: { of: ['M'], wrt: [['M', 'N']] } } }).markdown,
    /axes of the numerator, then of the denominator \(both layouts\)/,
  );
});
test('a claim in the other layout, an equality, and conditions', () => {
  assert.match(hover({ claim: { verdict: 'other-layout', diagnosis: null, correct: null } }).markdown, /the claim holds in the other layout/);
  assert.match(hover({ derivative: null, equality: { verdict: 'different', witness: '3 ≠ 4' } }).markdown, /✗ the sides differ: 3 ≠ 4/);
  assert.match(hover({ derivative: { ...derivative, validity: ['X invertible'] } }).markdown, /where X invertible/);
});
test('text of the document cannot write Markdown', () => {
  const evil = '![x](http://evil.example/p) [run](command:workbench.action.quit) <img src=x> `code` **b** www.evil.example';
  const { markdown } = hover({ derivative: null }, { hover: { title: `${evil}\n\n# T`, details: [evil], latex: null, unicode: `\`\`\`\n${evil}` } });
  // what is left when code spans and fences and escapes are taken away may hold no markup
  const bare = markdown.replace(/(`{2,})[\s\S]*?\1/g, '').replace(/\\[!-/:-@[-`{-~]/g, '');
  assert.ok(!/[[\]<>*`!]|command:|www\.|http:\/\//.test(bare), bare);
});
test('nothing at a place without a statement', () => assert.equal(hoverAt(standIn(text), 0, place), null));
test('what is prepared is what the hover reads, and nothing of an unchecked derivative', () => {
  const readOf = (verdict: typeof derivative): string[] => {
    const read: string[] = [];
    const watched = new Proxy(verdict, {
      get(target, key, receiver) {
        if (key !== 'certificate') read.push(String(key));
        return Reflect.get(target, key, receiver);
      },
    });
    prepareHover(statementAt(text, 'dL/dθ', { derivative: watched }));
    return read;
  };
  const read = readOf(derivative);
  for (const part of ['matrix', 'structured', 'validity', 'properties']) assert.ok(read.includes(part), part);
  assert.deepEqual(readOf(pending), []);
});
