/** Whether a document that was edited still says the same: the same statements, equal values, derivatives of the same by the same. */

import { compareExpressions } from '../analysis/claims.ts';
import type { DocumentAnalysis } from '../analysis/document.ts';
import type { PlacedStatement } from '../analysis/program.ts';
import { sameShape } from '../shapes/shape.ts';
import type { Typed, TypedQuery, TypedStatement } from '../shapes/typed.ts';
import { sameStatement } from './sameStatement.ts';

/** Whether two versions say the same, but for the definition of one name. */
export function isSameProgram(
  before: DocumentAnalysis,
  after: DocumentAnalysis,
  { added, removed }: { readonly added: string | null; readonly removed: string | null } = { added: null, removed: null },
): boolean {
  const defines =
    (name: string | null) =>
    ({ typed: { tree } }: PlacedStatement) =>
      name !== null && tree.kind === 'definition' && tree.target.name === name;
  const statementsOf = ({ blocks }: DocumentAnalysis) => blocks.flatMap(({ statements }) => statements);
  const was = statementsOf(before).filter(placed => !defines(removed)(placed));
  const is = statementsOf(after).filter(placed => !defines(added)(placed));
  const isWhole = added === null || statementsOf(after).some(placed => defines(added)(placed) && placed.typed.problems.length === 0);
  return isWhole && was.length === is.length && was.every(({ typed }, k) => isSameMeaning(typed, is[k]!.typed));
}

function isSameMeaning(before: TypedStatement, after: TypedStatement): boolean {
  if (before.meaning.kind !== after.meaning.kind || before.layout !== after.layout || before.problems.length !== after.problems.length) return false;
  if (sameStatement(before.tree, after.tree)) return true;
  // nothing is changed on the side that is defined or declared
  if (before.tree.kind === 'declaration' || before.tree.kind === 'directive') return false;
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (was === null || is === null || was.length !== is.length) return false;
  const [asked, askedNow] = [queryOf(before), queryOf(after)];
  if ((asked === null) !== (askedNow === null) || (asked && askedNow && !isSameQuestion(asked, askedNow))) return false;
  return was.every((value, k) => sameShape(value.shape, is[k]!.shape) && compareExpressions(value, is[k]!).verdict === 'equal');
}

const queryOf = ({ meaning }: TypedStatement): TypedQuery | null => (meaning.kind === 'query' || meaning.kind === 'claim' ? meaning.query : null);

/** By the same names in the same layout; of what is compared with the values. */
function isSameQuestion(a: TypedQuery, b: TypedQuery): boolean {
  const isSameBy = a.wrt.length === b.wrt.length && a.wrt.every(({ name, shape }, k) => name === b.wrt[k]!.name && sameShape(shape, b.wrt[k]!.shape));
  return isSameBy && JSON.stringify(indicesOf(a)) === JSON.stringify(indicesOf(b)) && a.layout === b.layout && sameShape(a.shape, b.shape);
}

const indicesOf = ({ wrtIndices }: TypedQuery) =>
  wrtIndices.map(indices => indices?.map(index => (typeof index === 'object' && index ? index.name : index)) ?? null);

/** What the statement holds, in order; null where something in it has no shape. */
function valuesOf({ meaning }: TypedStatement): readonly Typed[] | null {
  const all = ((): readonly (Typed | null)[] => {
    switch (meaning.kind) {
      case 'definition':
        return [meaning.value, ...(meaning.members ?? []).map(({ expression }) => expression)];
      case 'equation':
        return [meaning.right, ...(meaning.members ?? []).map(({ expression }) => expression)];
      case 'query':
        return [meaning.query?.of ?? null];
      case 'claim':
        return [...(meaning.query ? [meaning.query.of] : []), ...meaning.members.map(({ expression }) => expression).filter(each => each?.op !== 'derivative')];
      case 'equality':
        return [meaning.left, meaning.right];
      case 'expression':
        return [meaning.expression];
      default:
        return [null];
    }
  })();
  return all.every(value => value !== null) ? (all as readonly Typed[]) : null;
}
