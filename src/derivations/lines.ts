/** The lines of one derivation as they are found: each gets names for its parts and is checked before it stands. */

import type { Comparison } from '../numeric/exact.ts';
import type { Layout } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { AxisShape, Line, Part } from './derivation.ts';
import { messages } from './messages.ts';
import type { Printed } from './printing.ts';
import { type RuleId, ruleName, sourceOf } from './rules.ts';

/** What a comparison may say: a verdict, or how it was found too. */
export type Verdict = Comparison['verdict'] | Pick<Comparison, 'verdict' | 'method' | 'points' | 'reason'>;
export type Compare = (a: TensorNode, b: TensorNode) => Verdict;

/** A line that is not equal to the one before: the derivation is dropped. */
export class StepRefuted extends Error {
  constructor(line: string) {
    super(`the line ${line} does not equal the line before`);
    this.name = 'StepRefuted';
  }
}

export interface DraftPart extends Printed {
  readonly operator?: boolean;
  readonly shape?: AxisShape;
  /** Parts of earlier lines that this one came from. */
  readonly from?: readonly string[];
}

export interface Draft {
  /** null continues the line before. */
  readonly left: Printed | null;
  readonly parts: readonly DraftPart[];
  /** What the right-hand side stands for. */
  readonly node: TensorNode;
  /** What it must equal; the line before unless told. */
  readonly against?: TensorNode;
  /** How that is called in the verdict. */
  readonly againstName?: string;
  /** The words beside the line; the rule's name unless told. */
  readonly rule?: string;
  readonly ruleId?: RuleId | null;
  /** Where the rule's own source is not the one: null for none. */
  readonly source?: string | null;
  readonly details?: readonly Line[];
}

/** A line that stands: the names of its parts (operators have none), and its number from 1. */
export interface Placed {
  readonly number: number;
  readonly names: readonly string[];
  readonly node: TensorNode;
}

/** Names of parts are unique within a derivation, its single rules included. */
export interface Context {
  readonly compare: Compare;
  readonly layout: Layout;
  nextName(): string;
}

export function newContext(compare: Compare, layout: Layout): Context {
  let count = 0;
  return { compare, layout, nextName: () => `p${++count}` };
}

export class Lines {
  readonly lines: Line[] = [];
  private readonly context: Context;
  private before: TensorNode | null = null;

  /** @param lines that stand before, so that the numbers go on from them */
  constructor(context: Context, lines: readonly Line[] = []) {
    this.context = context;
    this.lines.push(...lines);
  }

  /** @throws StepRefuted */
  add(draft: Draft): Placed {
    const { left, node, ruleId = null } = draft;
    const names: string[] = [];
    const parts = draft.parts.map((part): Part => {
      if (part.operator) return { tex: part.tex, unicode: part.unicode, operator: true };
      const name = this.context.nextName();
      names.push(name);
      const { tex, unicode, shape, from } = part;
      return { tex, unicode, ...(shape && { shape }), name, ...(from && from.length > 0 && { from }) };
    });
    const against = draft.against ?? (left === null ? this.before : null);
    const checked = against ? this.verdict(against, node, draft.againstName ?? (left && draft.against ? left.unicode : messages.lineBefore)) : null;
    if (checked?.verdict === 'different') throw new StepRefuted(draft.parts.map(part => part.unicode).join(' '));
    const source = draft.source !== undefined ? draft.source : ruleId && sourceOf(ruleId, this.context.layout);
    this.lines.push({
      left: left?.tex ?? null,
      leftUnicode: left?.unicode ?? null,
      parts: [EQUALS, ...parts],
      rule: draft.rule ?? (ruleId ? ruleName(ruleId) : ''),
      ruleId,
      source,
      verdict: checked?.verdict ?? null,
      method: checked?.method ?? '',
      ...(draft.details && draft.details.length > 0 && { details: draft.details }),
    });
    this.before = node;
    return { number: this.lines.length, names, node };
  }

  private verdict(against: TensorNode, node: TensorNode, what: string): { verdict: 'equal' | 'unknown' | 'different'; method: string } {
    const found = this.context.compare(against, node);
    const { verdict } = typeof found === 'string' ? { verdict: found } : found;
    if (verdict === 'different') return { verdict, method: '' };
    if (verdict === 'unknown') return { verdict, method: messages.notDecided(what, typeof found === 'string' ? undefined : found.reason) };
    return { verdict, method: messages.equalTo(what, typeof found === 'string' ? messages.compared : messages.howEqual(found)) };
  }
}

const EQUALS: Part = { tex: '=', unicode: '=', operator: true };
export const PLUS: DraftPart = { tex: '+', unicode: '+', operator: true };
export const MINUS: DraftPart = { tex: '-', unicode: '-', operator: true };
export const TIMES: DraftPart = { tex: '\\cdot', unicode: '·', operator: true };
