/** The analysis of one document: what the editor, the command line and the library ask. */

import { type Block, documentOffset, type ScannedDocument, type Scope } from '../documents/block.ts';
import type { CommentReading } from '../documents/commentReading.ts';
import type { CommentSyntax } from '../documents/commentSyntax.ts';
import { scanDocument } from '../documents/scan.ts';
import { changeBetween } from '../documents/textChange.ts';
import { newWork } from '../documents/work.ts';
import type { PanelContent, PanelParts } from '../panel/protocol.ts';
import type { Scope as NameScope } from '../shapes/scope.ts';
import type { Layout, Problem, TypedMember } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import { resetInterning } from '../tensors/intern.ts';
import { certifier, useCertifier } from './certifier.ts';
import { freeFunctionName } from './codeNames.ts';
import { useCodePrinter } from './codePrinter.ts';
import { useExperiments } from './experiments.ts';
import { findAt } from './hoverInfo.ts';
import type { LatexEquations } from './latexEquation.ts';
import { entryLeft, leftOf } from './leftSide.ts';
import { panelContent } from './panel.ts';
import { Lines } from './positions.ts';
import { type CheckedBlock, type CheckedDocument, checkDocument, type PlacedStatement } from './program.ts';
import type { Diagnostic, FileResult, Printed, StatementResult } from './result.ts';
import { type DocumentContext, StatementAnalysis } from './statement.ts';
import { memoriesOf, type StatementMemory } from './statementMemory.ts';
import { isValueQuery } from './valueQuery.ts';

export { useCertifier, useCodePrinter, useExperiments };

export interface AnalysisOptions {
  readonly languageId?: string;
  readonly layout?: Layout;
  /** How much of the comments of code is read; `all` unless told. */
  readonly comments?: CommentReading;
  /** How comments are written, for a language that Nabla does not know; null where that is not known. */
  readonly commentSyntax?: CommentSyntax | null;
  /** Run all numerical checks at once. Without them results are `pending`. Needs a certifier. */
  readonly certify?: boolean;
  readonly file?: string;
  /**
   * The analysis of the version before, null for the first one: what its changes do not reach is not worked out again.
   * Without it nothing is kept for a next version.
   */
  readonly previous?: DocumentAnalysis | null;
  /** Of a cell of a notebook the one before it, null for the first: the names of all cells before are in scope. */
  readonly cellBefore?: DocumentAnalysis | null;
}
export interface AnalyzedStatement {
  readonly result: StatementResult;
  /** Offsets in the document. */
  readonly start: number;
  readonly end: number;
  /** Whether it waits for its numerical check. */
  readonly isPending: boolean;
  /** The result as an equation, where there is a derivative to show. */
  equations(): LatexEquations | null;
}
export interface HoverInfo {
  readonly start: number;
  readonly end: number;
  /** `θ ∈ ℝ^D`: the first line, which holds the shape. */
  readonly title: string;
  readonly shape: string;
  readonly latex: string | null;
  readonly unicode: string | null;
  readonly details: string[];
  readonly statement: AnalyzedStatement | null;
}
export interface DocumentAnalysis {
  readonly text: string;
  readonly languageId: string;
  /** Of a cell of a notebook what it gives to those that follow it: the same object as in the version before where that is the same. */
  readonly names: object | null;
  readonly statements: readonly AnalyzedStatement[];
  /** What the statements were read from, in the order of the document, with every node's type; and the regions they stand in. */
  readonly blocks: readonly CheckedBlock[];
  readonly scopes: readonly Scope[];
  /** Where mathematics stands in comments that counts for nothing, because nothing says the shapes of its names: offsets in the document. */
  unread(): readonly { readonly start: number; readonly end: number }[];
  /** The smallest symbol or subexpression under the offset. */
  hoverAt(offset: number): HoverInfo | null;
  /** The query or claim on the cursor's line. */
  statementAt(offset: number): AnalyzedStatement | null;
  /** What takes work of its own comes where it is among the parts that are asked for. */
  panelAt(offset: number, parts?: PanelParts): PanelContent;
  diagnostics(): readonly Diagnostic[];
  /** Runs pending certificates for about so long, what is asked at the offset `first` before the others; true when anything changed. */
  certifyNext(budgetMilliseconds: number, first?: number): boolean;
  /** The analysis of another text as a later version of this document: what an edit would come to. */
  after(text: string): DocumentAnalysis;
}

export function analyzeDocument(text: string, options: AnalysisOptions = {}): DocumentAnalysis {
  // nodes of other documents must not decide in which orientation this one prints
  resetInterning();
  const analysis = new Analysis(text, options);
  if (options.certify) analysis.certifyAll();
  return analysis;
}

/** One file's object of the JSON that the command line prints. */
export function analyzeFile(text: string, options: AnalysisOptions = {}): FileResult {
  const analysis = analyzeDocument(text, options);
  return { file: options.file ?? '', statements: analysis.statements.map(statement => statement.result) };
}

class Analysis implements DocumentAnalysis {
  readonly text: string;
  readonly languageId: string;
  readonly statements: readonly StatementAnalysis[];
  private readonly scanned: ScannedDocument;
  private readonly checked: CheckedDocument;
  private readonly lines: Lines;
  private readonly layout: Layout | undefined;
  private readonly comments: CommentReading;
  private readonly commentSyntax: CommentSyntax | null;
  private readonly isKept: boolean;
  private functionNames: ReadonlyMap<StatementAnalysis, string> | null = null;

  constructor(text: string, options: AnalysisOptions) {
    this.text = text;
    this.languageId = options.languageId ?? 'mc';
    this.layout = options.layout;
    this.comments = options.comments ?? 'all';
    this.commentSyntax = options.commentSyntax ?? null;
    this.isKept = options.previous !== undefined;
    const previous = this.likeVersion(options.previous ?? null);
    const change = previous && changeBetween(previous.text, text);
    this.lines = new Lines(text, previous && { lines: previous.lines, change: change! });
    const { cellBefore } = options;
    const around = cellBefore === undefined ? undefined : cellBefore instanceof Analysis ? cellBefore.names : null;
    const earlier = previous && { scanned: previous.scanned, change: change! };
    this.scanned = scanDocument(text, this.languageId, newWork(), {
      earlier,
      comments: this.comments,
      hasNames: around?.hasNames,
      commentSyntax: this.commentSyntax,
    });
    this.checked = checkDocument(this.scanned, options.layout, this.isKept ? (previous?.checked ?? null) : undefined, around);
    const context: DocumentContext = { lines: this.lines, functionName: statement => this.functionName(statement), isKept: this.isKept };
    this.statements = statementsOf(this.blocks, context);
  }

  get names(): NameScope | null {
    return this.checked.names;
  }

  get blocks(): readonly CheckedBlock[] {
    return this.checked.blocks;
  }

  get scopes(): readonly Scope[] {
    return this.scanned.scopes;
  }

  /** The names are given in the order of the document, whichever is asked for first. */
  private functionName(statement: StatementAnalysis): string {
    this.functionNames ??= namesOfFunctions(this.statements);
    return this.functionNames.get(statement)!;
  }

  /** The version before, where it was read in the same way. */
  private likeVersion(previous: DocumentAnalysis | null): Analysis | null {
    if (!(previous instanceof Analysis) || !previous.isKept) return null;
    const isSameLanguage = previous.languageId === this.languageId && previous.commentSyntax === this.commentSyntax;
    return isSameLanguage && previous.layout === this.layout && previous.comments === this.comments ? previous : null;
  }

  certifyAll(): void {
    const check = certifier();
    if (!check) return;
    for (const statement of this.statements) if (statement.isPending) statement.certify(check);
  }

  certifyNext(budgetMilliseconds: number, first?: number): boolean {
    const check = certifier();
    if (!check) return false;
    const end = performance.now() + budgetMilliseconds;
    let changed = false;
    const wanted = first === undefined ? null : (this.statementAt(first) ?? this.nearest(first));
    for (const statement of wanted ? [wanted, ...this.statements] : this.statements) {
      if (!statement.isPending) continue;
      if (changed && performance.now() >= end) break;
      statement.certify(check);
      changed = true;
    }
    return changed;
  }

  after(text: string): DocumentAnalysis {
    const { languageId, layout, comments, commentSyntax, isKept } = this;
    return analyzeDocument(text, { languageId, ...(layout ? { layout } : {}), comments, commentSyntax, previous: isKept ? this : null });
  }

  hoverAt(offset: number): HoverInfo | null {
    const statement = this.statements.find(each => offset >= each.start && offset <= each.end);
    return statement ? statement.within(() => this.hoverIn(statement, offset)) : this.hoverOfUnread(offset);
  }

  unread(): readonly { readonly start: number; readonly end: number }[] {
    return this.blocks.flatMap(({ block, unread }) => unread.map(({ typed, shift }) => rangeOf(typed.tree.span, block, shift)));
  }

  private hoverOfUnread(offset: number): HoverInfo | null {
    for (const { block, unread } of this.blocks) {
      for (const { typed, shift } of unread) {
        const { start, end } = rangeOf(typed.tree.span, block, shift);
        if (offset < start || offset > end) continue;
        const at = blockOffset(block, offset);
        const found = at === null ? null : findAt(typed, { block, shift }, at - shift);
        if (found)
          return {
            ...rangeOf(found.span, block, shift),
            title: found.title,
            shape: found.shape,
            latex: null,
            unicode: null,
            details: [...found.details],
            statement: null,
          };
      }
    }
    return null;
  }

  private hoverIn(statement: StatementAnalysis, offset: number): HoverInfo | null {
    const { block, shift } = statement;
    const at = blockOffset(block, offset);
    const found = at === null ? null : findAt(statement.typed, statement, at - shift);
    if (!found) return null;
    const range = rangeOf(found.span, block, shift);
    const { result } = statement;
    const { query } = statement;
    const isValue = query !== null && isValueQuery(query) && found.span.start === query.span.start && found.span.end === query.span.end;
    const own = (found.isDerivative || isValue) && query !== null;
    const formula = own ? equationOf(statement, result) : found.formula;
    return {
      ...range,
      title: found.title,
      shape: found.shape,
      latex: formula?.latex ?? null,
      unicode: formula?.unicode ?? null,
      details: [...found.details].filter(text => text !== ''),
      statement: own ? statement : null,
    };
  }

  statementAt(offset: number): StatementAnalysis | null {
    const line = this.lines.lineAt(offset);
    const asked = this.statements.filter(statement => statement.query !== null);
    return (
      asked.find(each => offset >= each.start && offset <= each.end) ??
      asked.find(each => this.lines.lineAt(each.start) <= line && this.lines.lineAt(each.end) >= line) ??
      null
    );
  }

  panelAt(offset: number, parts: PanelParts = {}): PanelContent {
    const statement = this.statementAt(offset) ?? this.nearest(offset);
    return statement ? statement.within(() => panelContent(statement, this.lines, parts)) : panelContent(null, this.lines);
  }

  /** Without a query on the line the one above, so that the panel stays with what is being read; at the top the first. */
  private nearest(offset: number): StatementAnalysis | null {
    const asked = this.statements.filter(statement => statement.query !== null);
    return asked.filter(statement => statement.end <= offset).at(-1) ?? asked[0] ?? null;
  }

  /** A refutation waits for the certificate of the derivative it rests on. */
  diagnostics(): readonly Diagnostic[] {
    return this.statements.flatMap(statement => {
      const diagnostics = statement.diagnostics();
      return diagnostics.length > 0 && statement.isPending && certifier() !== null
        ? diagnostics.filter(({ code }) => !code.startsWith('claim-') && code !== 'other-layout')
        : diagnostics;
    });
  }
}

const rangeOf = ({ start, end }: Span, block: Block, shift: number) => ({
  start: documentOffset(block, start + shift),
  end: documentOffset(block, end + shift - 1) + 1,
});

function namesOfFunctions(statements: readonly StatementAnalysis[]): ReadonlyMap<StatementAnalysis, string> {
  const taken = new Set<string>();
  const names = new Map<StatementAnalysis, string>();
  for (const statement of statements) {
    const derived = statement.outcome()?.derived;
    if (derived) names.set(statement, freeFunctionName(derived.query, statement.line, taken));
  }
  return names;
}

/** `∂L/∂θ = -2 eᵀ Φ`, of what is solved `θ = (Φᵀ Φ)⁻¹ Φᵀ y`; where no matrix form exists the entry in index form. */
function equationOf(statement: StatementAnalysis, { derivative, solution }: StatementResult): Printed | null {
  if (solution?.solution) return solution.solution;
  const derived = statement.outcome()?.derived;
  if (!derived || !derivative) return null;
  const { matrix, index } = derivative;
  const left = matrix ? leftOf(statement) : entryLeft(derived);
  const right = matrix ?? index;
  return { unicode: `${left.unicode} = ${right.unicode}`, latex: `${left.latex} = ${right.latex}` };
}

/** In the order of the document. */
function statementsOf(blocks: readonly CheckedBlock[], context: DocumentContext): readonly StatementAnalysis[] {
  const statements: StatementAnalysis[] = [];
  for (const block of blocks) {
    for (const placed of block.statements) {
      const { meaning, tree, problems } = placed.typed;
      const memories = memoriesOf(placed.typed, context.isKept);
      if (meaning.kind === 'claim' && meaning.members.length > 0) statements.push(...claimsOf(placed, meaning.members, block, context, memories));
      else statements.push(new StatementAnalysis(placed, block, context, tree.span, NO_MEMBERS, problems, memories(0)));
    }
  }
  for (let k = 1; k < statements.length; k++) if (statements[k - 1]!.start > statements[k]!.start) return statements.sort((a, b) => a.start - b.start);
  return statements;
}
const NO_MEMBERS: readonly TypedMember[] = [];

/** A chain over several lines is a claim a line. */
function claimsOf(
  placed: PlacedStatement,
  claimed: readonly TypedMember[],
  block: CheckedBlock,
  context: DocumentContext,
  memories: (part: number) => StatementMemory,
): readonly StatementAnalysis[] {
  const { typed } = placed;
  const { tree } = typed;
  const make = (part: number, start: number, end: number, members: readonly TypedMember[], problems: readonly Problem[]) =>
    new StatementAnalysis(placed, block, context, { start, end }, members, problems, memories(part));
  const lines = [...new Set(claimed.map(member => member.lineStart))].sort((a, b) => a - b);
  if (lines.length < 2) return [make(0, tree.span.start, tree.span.end, claimed, typed.problems)];
  return lines.map((lineStart, k) => {
    const members = claimed.filter(member => member.lineStart === lineStart);
    const start = k === 0 ? tree.span.start : members[0]!.span.start;
    const end = members[members.length - 1]!.span.end;
    const next = claimed.find(member => member.lineStart === lines[k + 1])?.span.start ?? Number.POSITIVE_INFINITY;
    const problems = typed.problems.filter(({ span }) => (k === 0 || span.start >= start) && span.start < next);
    return make(k, start, end, members, problems);
  });
}

/** The offset in the block's text of the last character that stands at or before an offset of the document. */
function blockOffset(block: Block, offset: number): number | null {
  if (block.shift !== undefined) return offset < block.shift ? null : Math.min(offset - block.shift, block.text.length);
  let [low, high] = [0, block.text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (documentOffset(block, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return documentOffset(block, low) <= offset ? low : null;
}
