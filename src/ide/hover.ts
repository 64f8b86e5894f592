import type { AnalyzedStatement, DocumentAnalysis, HoverInfo } from '../analysis/document.ts';
import { isDefect, type StatementResult } from '../analysis/result.ts';
import { CODE_LABELS, type LanguageId } from '../code/input.ts';
import { type CodeChoice, codeLanguageFor } from './codeLanguage.ts';
import { checkedDerivative } from './derivative.ts';
import { layoutName } from './layout.ts';
import { codeBlock, codeSpan, commandLink, escapeMarkdown } from './markdown.ts';
import * as messages from './messages.ts';
import { commands, type DocumentPlace, type HoverMath } from './requests.ts';

export interface HoverContent {
  /** Paragraphs: the shape first; not more than six lines with the picture. */
  readonly markdown: string;
  /** What a client that can draw puts as a picture behind the first paragraph; `plain` is its text for those who do not see it. */
  readonly math: HoverMath | null;
  /** Offsets in the document. */
  readonly range: { readonly start: number; readonly end: number };
  /** Whether a certificate is still to come for what it shows. */
  readonly isPending: boolean;
}

/**
 * The hover at an offset; null where there is nothing. A derivative without a certificate is not in it: then the shape
 * and `checking…`. With `place` it has command links that lead back there; one of them copies code in the language that
 * the document and the setting name.
 */
export function hoverAt(analysis: DocumentAnalysis, offset: number, place: DocumentPlace | null, codeSetting: CodeChoice = 'auto'): HoverContent | null {
  const info = analysis.hoverAt(offset);
  if (!info) return null;
  const result = info.statement?.result ?? null;
  const unchecked = result !== null && isUnchecked(result);
  const unicode = unchecked ? null : info.unicode;
  const paragraphs = [
    codeSpan(info.title),
    // of a derivative the verdict says more
    info.statement ? '' : info.details.map(escapeMarkdown).join(' · '),
    unicode === null ? '' : codeBlock(unicode, 'mc'),
    result ? verdict(result) : '',
    info.statement && checkedDerivative(info.statement) ? propertyLine(info.statement.result) : '',
    place && info.statement && checkedDerivative(info.statement) ? linksTo(place, info.statement.result, codeLanguageFor(analysis, 'auto', codeSetting)) : '',
  ];
  return {
    markdown: paragraphs.filter(paragraph => paragraph !== '').join('\n\n'),
    math: unchecked || info.latex === null ? null : { tex: info.latex, plain: info.unicode ?? info.title },
    range: { start: info.start, end: info.end },
    isPending: isHoverPending(info),
  };
}

/** Works out beforehand what the hover of a statement will say: its formula, and what is found out of it. Nothing of what is not checked. */
export function prepareHover(statement: AnalyzedStatement): void {
  const derivative = checkedDerivative(statement);
  if (!derivative) return;
  void (derivative.matrix ?? derivative.index);
  verdict(statement.result);
  propertyLine(statement.result);
}

/** Whether a certificate is still to come for what the hover would show. */
export function isHoverPending(info: HoverInfo | null): boolean {
  return info?.statement?.result.derivative?.certificate.verdict === 'pending';
}

function isUnchecked(result: StatementResult): boolean {
  return result.status === 'withheld' || result.derivative?.certificate.verdict === 'pending';
}

function verdict(result: StatementResult): string {
  if (result.status === 'withheld') return `✗ ${isDefect(result) ? messages.withheld : messages.undecided}`;
  const { derivative, claim, equality } = result;
  if (derivative?.certificate.verdict === 'pending') return `${messages.checking} · ${layoutName(derivative)}`;
  const facts: string[] = [];
  if (claim) {
    const diagnosis = claim.verdict === 'refuted' && claim.diagnosis ? `: ${escapeMarkdown(claim.diagnosis)}` : '';
    facts.push(`${claim.verdict === 'verified' ? '✓ ' : claim.verdict === 'refuted' ? '✗ ' : ''}${messages.claims[claim.verdict]}${diagnosis}`);
  } else if (equality) {
    const witness = equality.verdict === 'different' && equality.witness ? `: ${escapeMarkdown(equality.witness)}` : '';
    facts.push(`${equality.verdict === 'equal' ? '✓ ' : equality.verdict === 'different' ? '✗ ' : ''}${messages.equalities[equality.verdict]}${witness}`);
  } else if (derivative) facts.push(`✓ ${messages.checked}`);
  if (derivative) {
    facts.push(layoutName(derivative));
    if (claim?.convention) facts.push(escapeMarkdown(claim.convention));
    else for (const { convention, matrix } of derivative.structured ?? []) facts.push(`${escapeMarkdown(convention)}: ${codeSpan(matrix.unicode)}`);
    if (derivative.validity.length > 0) facts.push(messages.where(derivative.validity.map(escapeMarkdown)));
  }
  return facts.join(' · ');
}

/** `convex in θ, because …`; what is not known is not mentioned. Of what is solved its conditions, and what it is. */
function propertyLine({ derivative, solution }: StatementResult): string {
  if (solution) return escapeMarkdown(solution.text);
  const found = derivative?.properties?.curvature;
  return found && found.kind !== 'unknown' ? escapeMarkdown(found.text) : '';
}

function linksTo(place: DocumentPlace, result: StatementResult, language: LanguageId): string {
  const args = [place.uri, place.position];
  const links = [
    commandLink(messages.links.derivation, commands.showDerivation, args),
    commandLink(messages.links.latex, commands.copyLatex, args),
    commandLink(messages.links.code(CODE_LABELS[language]), commands.copyCode, args),
  ];
  if (result.kind === 'query' && result.derivative?.matrix) links.push(commandLink(messages.links.insert, commands.insertDerivative, args));
  return links.join(' · ');
}
