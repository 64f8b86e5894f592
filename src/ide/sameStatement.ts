import type { Expression, Statement } from '../syntax/tree.ts';

/** What says where and how something was written, not what it means. */
const SPELLING: ReadonlySet<string> = new Set(['written', 'source', 'memberLineStarts', 'furtherLineStarts']);
const isSpelling = (key: string): boolean => SPELLING.has(key) || /^span$|Spans?$/.test(key);

/** Whether two statements, or two expressions, are the same tree up to spelling and place. */
export function sameStatement(a: Statement | Expression, b: Statement | Expression): boolean {
  const waiting: [unknown, unknown][] = [[a, b]];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [x, y] = pair;
    if (x === y) continue;
    if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false;
    const [keysOfX, keysOfY] = [keysOf(x), keysOf(y)];
    if (keysOfX.length !== keysOfY.length || !keysOfX.every(key => key in y)) return false;
    for (const key of keysOfX) waiting.push([(x as Record<string, unknown>)[key], (y as Record<string, unknown>)[key]]);
  }
  return true;
}

const keysOf = (node: object): readonly string[] => Object.keys(node).filter(key => !isSpelling(key) && (node as Record<string, unknown>)[key] !== undefined);
