/** Index formulas as parts: the sums, the factors, and each delta or derivative apart, so that it can be linked. */

import type { IndexFactor, IndexForm, IndexName } from '../notation/form.ts';
import { LEVEL } from '../notation/precedence.ts';
import * as Q from '../tensors/rational.ts';
import type { DerivativeFactor, DerivativeTerm } from './indexDerivative.ts';
import { type DraftPart, MINUS, PLUS } from './lines.ts';
import { type Printed, printed, printedEntry, printedIndexForm, printedSums } from './printing.ts';
import { derivativeOf } from './symbols.ts';

/** A form without derivatives; `from` links all of it. */
export function formParts(form: IndexForm, from: readonly string[]): DraftPart[] {
  if (form.terms.length === 0) return [{ unicode: '0', tex: '0', from }];
  return form.terms.flatMap((term, k) => termParts(term, k, () => true, null, [], from));
}

/** Terms with derivatives; only deltas and derivatives are linked. */
export function derivativeParts(terms: readonly DerivativeTerm[], variable: string, below: readonly IndexName[], from: readonly string[]): DraftPart[] {
  if (terms.length === 0) return [{ unicode: '0', tex: '0', from }];
  return terms.flatMap((term, k) => termParts(term, k, factor => factor.kind === 'delta' || factor.kind === 'derivative', variable, below, from));
}

function termParts(
  term: DerivativeTerm,
  position: number,
  isChanged: (factor: DerivativeFactor) => boolean,
  variable: string | null,
  below: readonly IndexName[],
  from: readonly string[],
): DraftPart[] {
  const negative = term.coefficient.numerator < 0;
  const size = negative ? Q.negate(term.coefficient) : term.coefficient;
  const sign = position === 0 && negative ? '-' : '';
  const parts: DraftPart[] = position === 0 ? [] : [negative ? MINUS : PLUS];
  const prefix = prefixOf(term.summed, size, sign);
  if (prefix) parts.push(prefix);
  const runs = runsOf(term.factors, isChanged);
  if (runs.length === 0 && !(prefix && term.summed.length === 0)) runs.push({ changed: false, factors: [] });
  runs.forEach((run, k) => {
    const text = printedRun(run.factors, variable, below, runs.length === 1 && !prefix && parts.length === 0);
    const opened = k === 0 && !prefix && sign ? { unicode: `${sign}${text.unicode}`, tex: `${sign}${text.tex}` } : text;
    parts.push(run.changed ? { ...opened, from } : opened);
  });
  return parts;
}

/** `-2 Σ_n`; null where there is neither a number nor a sum. */
function prefixOf(summed: readonly IndexName[], size: Q.Rational, sign: string): Printed | null {
  const number = Q.isOne(size) ? null : printed({ kind: 'number', orientation: 'scalar', value: size });
  const sums = summed.length > 0 ? printedSums(summed) : null;
  if (!number && !sums) return null;
  return {
    unicode: `${sign}${[number?.unicode, sums?.unicode].filter(Boolean).join(' ')}`,
    tex: `${sign}${[number?.tex, sums?.tex].filter(Boolean).join(' ')}`,
  };
}

interface Run {
  readonly changed: boolean;
  readonly factors: readonly DerivativeFactor[];
}

/** Neighbours that are linked, and neighbours that are not; a quotient is never split. */
function runsOf(factors: readonly DerivativeFactor[], isChanged: (factor: DerivativeFactor) => boolean): Run[] {
  const hasQuotient = factors.some(factor => 'exponent' in factor && factor.exponent.numerator < 0);
  const ordered = hasQuotient
    ? [...factors.filter(factor => factor.kind !== 'derivative'), ...factors.filter(factor => factor.kind === 'derivative')]
    : factors;
  const runs: { changed: boolean; factors: DerivativeFactor[] }[] = [];
  for (const factor of ordered) {
    const changed = isChanged(factor) && !(hasQuotient && factor.kind !== 'derivative');
    const last = runs[runs.length - 1];
    if (last && last.changed === changed) last.factors.push(factor);
    else runs.push({ changed, factors: [factor] });
  }
  return runs;
}

function printedRun(factors: readonly DerivativeFactor[], variable: string | null, below: readonly IndexName[], alone: boolean): Printed {
  const texts: Printed[] = [];
  let plain: IndexFactor[] = [];
  const flush = (): void => {
    if (plain.length > 0 || factors.length === 0)
      texts.push(printedIndexForm({ free: [], terms: [{ coefficient: Q.ONE, summed: [], factors: plain }] }, alone ? LEVEL.infix : LEVEL.product));
    plain = [];
  };
  for (const factor of factors) {
    if (factor.kind !== 'derivative') {
      plain.push(factor);
      continue;
    }
    flush();
    texts.push(derivativeOf(printedEntry(factor.of.name, factor.indices), printedEntry(variable!, below)));
  }
  if (plain.length > 0 || texts.length === 0) flush();
  return { unicode: texts.map(text => text.unicode).join(' '), tex: texts.map(text => text.tex).join('\\,') };
}
