/** Products over sums, written out and taken together again: `(A + B) C` ↔ `A C + B C`. What comes out is read and compared before it is offered. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import type { BinaryOperator, Expression } from '../syntax/tree.ts';
import * as messages from './messages.ts';
import { edited, type Place, placeOf, trimmedPlace } from './places.ts';
import { READS_LINES, type Refactoring } from './refactorings.ts';
import { isSameProgram } from './sameProgram.ts';
import { sameStatement } from './sameStatement.ts';

/** Operators that a chain of factors may mix; each kind distributes over sums on both sides. */
const PRODUCTS: readonly (readonly BinaryOperator[])[] = [['juxtapose', 'star', 'multiply'], ['hadamard'], ['kronecker']];
/** More terms are no help to anyone. */
const mostTerms = 16;

/** The selected product with its sums multiplied out; null where there is none, or the text would be read otherwise. */
export function expansionOf(analysis: DocumentAnalysis, selected: Place): Refactoring | null {
  const found = expressionAt(analysis, selected);
  if (!found) return null;
  const terms = expanded(found.node, found.source);
  if (!terms || terms.length < 2 || terms.length > mostTerms) return null;
  return offered(analysis, found, writtenSum(terms), messages.refactorings.expand(found.source(found.node)));
}

/** The selected sum with what its terms have in common, on the left and on the right, before and behind brackets. */
export function factorisationOf(analysis: DocumentAnalysis, selected: Place): Refactoring | null {
  const found = expressionAt(analysis, selected);
  if (!found) return null;
  for (const product of PRODUCTS) {
    const terms = termsOf(found.node).map(({ isNegative, node }) => ({ isNegative, factors: factorsOf(node, product) }));
    const common = commonFactors(terms.map(({ factors }) => factors.map(({ node }) => node)));
    if (terms.length < 2 || !common) continue;
    const rests = terms.map(({ isNegative, factors }) => ({
      isNegative,
      text: written(factors.slice(common.left, factors.length - common.right), found.source),
    }));
    const { factors } = terms[0]!;
    const left = factors.slice(0, common.left);
    const right = factors.slice(factors.length - common.right);
    const parts = [
      written(left, found.source),
      `(${writtenSum(rests.map(rest => (rest.text === '' ? { ...rest, text: '1' } : rest)))})`,
      written(right, found.source),
    ];
    const separator = separatorOf(terms.flatMap(each => each.factors));
    const title = messages.refactorings.factor([written(left, found.source), written(right, found.source)].filter(part => part !== '').join(' … '));
    return offered(analysis, found, parts.filter(part => part !== '').join(separator), title);
  }
  return null;
}

interface Found {
  readonly node: Expression;
  readonly place: Place;
  /** What is written for a part of it. */
  readonly source: (node: Expression) => string;
}
interface Term {
  readonly isNegative: boolean;
  readonly text: string;
}
interface Factor {
  readonly node: Expression;
  /** What stands between it and the factor before it. */
  readonly separator: string | null;
}

/** Where the text has brackets of its own it needs them in some places: the reading decides. */
function offered(analysis: DocumentAnalysis, { place }: Found, text: string, title: string): Refactoring | null {
  for (const candidate of [text, `(${text})`]) {
    const replacements = [{ ...place, text: candidate }];
    if (isSameProgram(analysis, analysis.after(edited(analysis.text, replacements)))) return { title, kind: 'refactor.rewrite', replacements };
  }
  return null;
}

/** The expression that is selected, whole and on one line. */
function expressionAt({ blocks, text }: DocumentAnalysis, selected: Place): Found | null {
  const wanted = trimmedPlace(text, selected);
  if (wanted.start >= wanted.end || text.slice(wanted.start, wanted.end).includes('\n')) return null;
  for (const { block, statements } of blocks) {
    if (!READS_LINES.has(block.kind)) continue;
    for (const placed of statements)
      for (const [node] of placed.typed.types) {
        const place = placeOf(block, placed, node.span);
        if (place.start !== wanted.start || place.end !== wanted.end) continue;
        const source = ({ span }: Expression) => {
          const { start, end } = placeOf(block, placed, span);
          return text.slice(start, end);
        };
        return { node, place, source };
      }
  }
  return null;
}

const withoutGroups = (node: Expression): Expression => (node.kind === 'group' ? withoutGroups(node.body) : node);

/** A sum through its brackets, term by term; of anything else itself alone. */
function termsOf(node: Expression, isNegative = false): readonly { readonly isNegative: boolean; readonly node: Expression }[] {
  const inner = withoutGroups(node);
  if (inner.kind === 'binary' && (inner.operator === 'add' || inner.operator === 'subtract'))
    return [...termsOf(inner.left, isNegative), ...termsOf(inner.right, isNegative !== (inner.operator === 'subtract'))];
  if (inner.kind === 'unary') return termsOf(inner.operand, isNegative !== (inner.operator === 'negate'));
  return [{ isNegative, node: inner }];
}

function factorsOf(node: Expression, product: readonly BinaryOperator[]): readonly Factor[] {
  const { left, right } = node.kind === 'binary' && product.includes(node.operator) ? node : { left: null, right: null };
  if (!left || !right) return [{ node, separator: null }];
  const [first, ...others] = factorsOf(right, product);
  return [...factorsOf(left, product), { ...first!, separator: separatorText(node as Extract<Expression, { kind: 'binary' }>) }, ...others];
}

const SIGNS: Readonly<Partial<Record<BinaryOperator, string>>> = { juxtapose: ' ', star: ' * ', multiply: ' · ', hadamard: ' ⊙ ', kronecker: ' ⊗ ' };
const separatorText = ({ operator }: { readonly operator: BinaryOperator }): string => SIGNS[operator]!;
const separatorOf = (factors: readonly Factor[]): string => factors.find(({ separator }) => separator !== null)?.separator ?? ' ';

/** How many factors all terms begin with, and end with; null where none. One of them is left to stand in the brackets unless all are the same. */
function commonFactors(terms: readonly (readonly Expression[])[]): { readonly left: number; readonly right: number } | null {
  const [first, ...others] = terms;
  if (!first || others.length === 0) return null;
  const shortest = Math.min(...terms.map(({ length }) => length));
  const isCommon = (at: (factors: readonly Expression[]) => Expression | undefined) => {
    const wanted = at(first);
    return wanted !== undefined && others.every(factors => sameStatement(withoutGroups(at(factors)!), withoutGroups(wanted)));
  };
  let left = 0;
  while (left < shortest && isCommon(factors => factors[left])) left++;
  let right = 0;
  while (left + right < shortest && isCommon(factors => factors[factors.length - 1 - right])) right++;
  return left + right > 0 ? { left, right } : null;
}

function written(factors: readonly Factor[], source: Found['source']): string {
  return factors.map(({ node, separator }, k) => `${k === 0 ? '' : (separator ?? ' ')}${source(node)}`).join('');
}

function writtenSum(terms: readonly Term[]): string {
  return terms.map(({ isNegative, text }, k) => `${k === 0 ? (isNegative ? '-' : '') : isNegative ? ' - ' : ' + '}${text}`).join('');
}

/** The terms of a product of sums, of a transpose of one, of a quotient with one above; null where it has no sum. */
function expanded(node: Expression, source: Found['source']): readonly Term[] | null {
  const inner = withoutGroups(node);
  if (inner.kind === 'unary') {
    const terms = expanded(inner.operand, source);
    return terms && inner.operator === 'negate' ? terms.map(({ isNegative, text }) => ({ isNegative: !isNegative, text })) : terms;
  }
  if (inner.kind === 'postfix' && inner.operator === 'transpose') {
    const terms = sumIn(inner.operand, source);
    const sign = source(inner).slice(source(inner.operand).length);
    return terms?.map(({ isNegative, text }) => ({ isNegative, text: `${bracketed(text)}${sign}` })) ?? null;
  }
  if (inner.kind !== 'binary') return null;
  if (inner.operator === 'divide') {
    const divisor = source(inner.right);
    return sumIn(inner.left, source)?.map(({ isNegative, text }) => ({ isNegative, text: `${bracketed(text)} / ${divisor}` })) ?? null;
  }
  const product = PRODUCTS.find(operators => operators.includes(inner.operator));
  if (!product) return null;
  const factors = factorsOf(inner, product);
  const choices = factors.map(factor => sumIn(factor.node, source) ?? expanded(factor.node, source));
  if (choices.every(choice => choice === null)) return null;
  const isPlain = product.includes('juxtapose');
  let terms: readonly Term[] = [{ isNegative: false, text: '' }];
  for (const [k, { node: factor, separator }] of factors.entries()) {
    const choice = choices[k] ?? [{ isNegative: false, text: source(factor) }];
    if (terms.length * choice.length > mostTerms) return null;
    terms = terms.flatMap(before =>
      choice.map(({ isNegative, text }) => ({
        isNegative: before.isNegative !== isNegative,
        text: `${before.text}${k === 0 ? '' : separator}${choices[k] && !isPlain ? bracketed(text) : text}`,
      })),
    );
  }
  return terms;
}

/** null where it is no sum of several terms. */
function sumIn(node: Expression, source: Found['source']): readonly Term[] | null {
  const terms = termsOf(node);
  return terms.length > 1 ? terms.map(term => ({ isNegative: term.isNegative, text: source(term.node) })) : null;
}

/** In brackets unless it is a name, a number or a call. */
const bracketed = (text: string): string => (/^[\p{L}_][\p{L}\p{M}\p{N}_]*$|^[\d.]+$/u.test(text) ? text : `(${text})`);
