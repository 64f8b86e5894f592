/** Whether a document with a name written otherwise is still read as the same program. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Entity, occurrencesOf } from '../analysis/occurrences.ts';
import { partsOfStatement } from '../analysis/statementParts.ts';
import { documentOffset } from '../documents/block.ts';
import type { TypedStatement } from '../shapes/typed.ts';
import { childrenOf, everyExpression } from '../shapes/walk.ts';
import type { Expression, Statement } from '../syntax/tree.ts';

/**
 * The offset in `before` of the first thing that is read otherwise in `after`; null where there is none. The two have
 * the same statements, nodes, problems and names, each name at its place, but for `renamed`, which is called `name` there.
 * @param moved where an offset of `before` is in `after`
 */
export function firstDifference(
  before: DocumentAnalysis,
  after: DocumentAnalysis,
  renamed: Entity,
  name: string,
  moved: (offset: number) => number,
): number | null {
  return differingName(before, after, renamed, name, moved) ?? differingStatement(before, after);
}

function differingName(before: DocumentAnalysis, after: DocumentAnalysis, renamed: Entity, name: string, moved: (offset: number) => number): number | null {
  const [found, now] = [occurrencesOf(before).all, occurrencesOf(after).all];
  const partners = new Map<Entity, Entity>();
  const taken = new Set<Entity>();
  for (const [k, each] of found.entries()) {
    const other = now[k];
    if (!other || moved(each.start) !== other.start || each.role !== other.role || each.isAdjoint !== other.isAdjoint) return each.start;
    const partner = partners.get(each.entity);
    if (partner ? partner !== other.entity : taken.has(other.entity)) return each.start;
    partners.set(each.entity, other.entity);
    taken.add(other.entity);
    const expected = each.entity === renamed ? name : each.entity.name;
    if (other.entity.name !== expected || other.entity.kind !== each.entity.kind) return each.start;
  }
  return now.length === found.length ? null : (found.at(-1)?.start ?? 0);
}

function differingStatement(before: DocumentAnalysis, after: DocumentAnalysis): number | null {
  const [was, is] = [before, after].map(signatures) as [readonly Signature[], readonly Signature[]];
  const at = was.findIndex(({ text }, k) => text !== is[k]?.text);
  if (at >= 0) return was[at]!.offset;
  return was.length === is.length ? null : (was.at(-1)?.offset ?? 0);
}

interface Signature {
  readonly text: string;
  readonly offset: number;
}

function signatures({ blocks }: DocumentAnalysis): readonly Signature[] {
  return blocks.flatMap(({ block, statements, unread }) =>
    [...statements, ...unread].map(({ typed, shift }) => ({
      text: signatureOf(typed),
      offset: documentOffset(block, typed.tree.span.start + shift),
    })),
  );
}

/** All that a statement says, its names left out. */
function signatureOf({ tree, meaning, problems }: TypedStatement): string {
  const parts = [tree.kind, meaning.kind, ...problems.map(({ code }) => code), ...partsOf(tree)];
  for (const root of partsOfStatement(tree)) for (const node of everyExpression(root)) parts.push(nodeSignature(node));
  return parts.join(' ');
}

function partsOf(tree: Statement): readonly (string | number)[] {
  switch (tree.kind) {
    case 'declaration':
      return [tree.names.length, tree.shape?.sizes.length ?? -1, tree.domain?.length ?? -1, ...tree.properties.map(({ property }) => property)];
    case 'definition':
      return [tree.operator, tree.parameters.length, tree.indices.length];
    case 'directive':
      return [tree.name, tree.value];
    default:
      return [];
  }
}

/** Together with those of its parts, which follow it, it gives the tree back but for the names. */
function nodeSignature(node: Expression): string {
  const count = childrenOf(node).length;
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'unary':
    case 'binary':
    case 'postfix':
      return node.operator;
    case 'call':
      return `call ${node.builtin ? node.callee : ''} ${count}`;
    case 'norm':
      return `norm ${node.norm}`;
    case 'index':
      return `index ${node.style} ${node.indices.map(({ kind }) => kind).join()}`;
    case 'matrix':
      return `matrix ${node.spaced} ${node.rows.map(row => row.length).join()}`;
    case 'derivative':
      return `derivative ${node.form} ${node.wrt.length} ${node.transposedDenominator === true} ${node.vectorised === true}`;
    case 'sum':
      return `sum ${node.lower !== null} ${node.upper !== null}`;
    case 'adjoint':
      return `adjoint ${node.declared !== undefined}`;
    case 'name':
    case 'bars':
    case 'group':
      return node.kind;
    case 'error':
      return `error ${count}`;
  }
}
