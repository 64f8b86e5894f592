import type { Expression, Statement } from '../syntax/tree.ts';

/** The expressions that a statement is made of, those in the shapes of a declaration included. */
export function partsOfStatement(tree: Statement): readonly Expression[] {
  switch (tree.kind) {
    case 'declaration':
      return [tree.shape, ...(tree.domain ?? [])].flatMap(shape => shape?.sizes ?? []);
    case 'definition':
      return [tree.value, ...(tree.furtherMembers ?? [])];
    case 'claim':
      return tree.members;
    case 'equality':
      return [tree.left, tree.right];
    case 'query':
    case 'expression':
      return [tree.expression];
    case 'malformed':
      return tree.sides ?? [];
    case 'directive':
      return [];
  }
}
