import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configurationPaths, LONGEST_CONFIGURATION, parseConfiguration } from '../../src/client/languageConfiguration.ts';
import { commentSyntaxOf } from '../../src/documents/commentSyntax.ts';

describe('the configurations that an extension contributes', () => {
  test('are those of the language, as many as there are', () => {
    const languages = [{ id: 'clojure', configuration: './a.json' }, { id: 'clojure' }, { id: 'sql', configuration: './b.json' }];
    const manifest = { contributes: { languages: [...languages, { id: 'clojure', configuration: './c.json' }] } };
    assert.deepEqual(configurationPaths(manifest, 'clojure'), ['./a.json', './c.json']);
    assert.deepEqual(configurationPaths(manifest, 'ada'), []);
  });
  test('a manifest may hold anything', () => {
    for (const odd of [undefined, null, 1, 'x', [], {}, { contributes: null }, { contributes: { languages: {} } }])
      assert.deepEqual(configurationPaths(odd, 'clojure'), []);
    for (const odd of [undefined, null, 1, 'x', [], {}, { id: 'clojure' }, { id: 'clojure', configuration: {} }, { id: 1, configuration: './a.json' }])
      assert.deepEqual(configurationPaths({ contributes: { languages: [odd] } }, 'clojure'), []);
  });
});

describe('a language configuration', () => {
  test('is JSON with comments and commas at the end', () => {
    const text = '{\n  // the signs\n  "comments": { "lineComment": ";", /* both */ "blockComment": ["#|", "|#",], },\n}\n';
    assert.deepEqual(parseConfiguration(text), { comments: { lineComment: ';', blockComment: ['#|', '|#'] } });
  });
  test('with mistakes says what can be read of it, as in the editor', () => {
    const { comments } = parseConfiguration('{ "comments": { "lineComment": "#" } "brackets": [ }');
    assert.deepEqual(comments, { lineComment: '#' });
    for (const text of ['', ' ', '{', '[', '"', 'null', '1', 'nonsense', '[{"comments":{}}]', '{"comments":', '{"a"', '\0', '/*', '//', '{,}', '}{'])
      assert.equal(commentSyntaxOf(parseConfiguration(text)), null, text);
  });
  test('names no prototype', () => {
    parseConfiguration('{"__proto__": {"comments": {"lineComment": "#"}}, "constructor": {"prototype": {"comments": {}}}}');
    assert.equal(Object.hasOwn(Object.prototype, 'comments'), false);
  });
  test('that nests as deep as it likes is none', () => {
    for (const open of ['[', '{"a":', '[{"a":['])
      for (const depth of [101, 100_000])
        assert.deepEqual(parseConfiguration(`{"comments":{"lineComment":"#"},"x":${open.repeat(depth)}`), {}, `${open} ${depth}`);
    const deep = `{"comments":{"lineComment":"#"},"x":${'['.repeat(90)}${']'.repeat(90)}}`;
    assert.notEqual(commentSyntaxOf(parseConfiguration(deep)), null);
    const aside = `{"comments":{"lineComment":"#"}} // ${'['.repeat(1000)}\n`;
    assert.notEqual(commentSyntaxOf(parseConfiguration(aside)), null, 'what a comment holds is not nested');
  });
  test('that is longer than any is none', () => {
    const text = `{"comments":{"lineComment":"#"},"x":"${'x'.repeat(LONGEST_CONFIGURATION)}"}`;
    assert.deepEqual(parseConfiguration(text), {});
    assert.notEqual(commentSyntaxOf(parseConfiguration(text.replace(/x{99}/g, ''))), null);
  });
});
