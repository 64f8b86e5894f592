/** One statement of a document: derived when it is first asked for, certified later, its result printed on demand. */

import { type Block, documentOffset } from '../documents/block.ts';
import { printUnicode } from '../notation/unicode.ts';
import { operandsOf } from '../shapes/dependence.ts';
import { printShape } from '../shapes/print.ts';
import { transposed } from '../shapes/shape.ts';
import type { Problem, Shape, Typed, TypedMember, TypedQuery, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import { certificateOf } from './certificateOf.ts';
import { type Certifier, certifier } from './certifier.ts';
import { type ClaimVerdict, checkMember, compareExpressions, doubtOfInner } from './claims.ts';
import { type DeriveOutcome, deriveQuery } from './derive.ts';
import { type LatexEquations, latexEquations } from './latexEquation.ts';
import { messages } from './messages.ts';
import type { Lines } from './positions.ts';
import { Forms, LazyDerivative, matrixFormOf, shapeText, vecFormOf } from './print.ts';
import type { CheckedBlock, PlacedStatement } from './program.ts';
import type { Certificate, DerivativeResult, Diagnostic, Range, StatementResult } from './result.ts';
import { StatementContext } from './statementContext.ts';
import type { MemberVerdict, StatementMemory } from './statementMemory.ts';
import { holdsDerivative, valueQuery } from './valueQuery.ts';

/** What all statements of a document share. */
export interface DocumentContext {
  readonly lines: Lines;
  /** How the function is named that computes the statement's derivative: each once in the document's code. */
  functionName(statement: StatementAnalysis): string;
  /** A next version of the document may take over what is worked out. */
  readonly isKept: boolean;
}

/** The members of a claim that stand on one line, or a whole statement. */
export class StatementAnalysis {
  readonly start: number;
  readonly end: number;
  readonly block: Block;
  readonly typed: TypedStatement;
  /** What its spans lack to be places in the text of the block. */
  readonly shift: number;
  private readonly checked: CheckedBlock;
  private readonly context: DocumentContext;
  private readonly span: Span;
  private readonly members: readonly TypedMember[];
  /** Problems of this line of a chain; a statement that is no chain has all of its own. */
  private readonly problems: readonly Problem[];
  private readonly value: TypedQuery | null;
  private readonly memory: StatementMemory;
  private printedResult: StatementResult | null = null;
  /** What the result says of the check: another version of the document may have run it meanwhile. */
  private printedWith: Pick<StatementMemory, 'certificate' | 'innerDoubt'> | null = null;

  constructor(
    { typed, shift }: PlacedStatement,
    checked: CheckedBlock,
    context: DocumentContext,
    span: Span,
    members: readonly TypedMember[],
    problems: readonly Problem[],
    memory: StatementMemory,
  ) {
    this.typed = typed;
    this.shift = shift;
    this.memory = memory;
    this.checked = checked;
    this.block = checked.block;
    this.context = context;
    this.span = span;
    this.members = members;
    this.problems = problems;
    const { block } = checked;
    this.start = documentOffset(block, span.start + shift);
    this.end = endOffset(block, span.end + shift);
    this.value = typed.meaning.kind === 'expression' ? valueQuery(typed.meaning.expression) : null;
  }

  /** The names that are known at the end of the statement's block. */
  get symbols(): ReadonlyMap<string, TypedSymbol> {
    return this.checked.symbols;
  }

  get query(): TypedQuery | null {
    const { meaning } = this.typed;
    return meaning.kind === 'query' || meaning.kind === 'claim' ? meaning.query : this.value;
  }

  /** As it stands in the document. */
  get written(): string {
    return this.textOf(this.span).trim();
  }

  /** The derivation of the statement's query; null where it has none or its shapes are wrong. */
  outcome(): DeriveOutcome | null {
    const { query } = this;
    if (!query) return null;
    const { memory } = this;
    memory.outcome ??= memory.within(() => deriveQuery(query));
    return memory.outcome;
  }

  get isPending(): boolean {
    const isUnchecked = this.memory.certificate === null && this.query !== null && this.outcome()?.derived !== undefined;
    return isUnchecked || (this.query === null && this.restingOnInner().length > 0 && this.memory.innerDoubt === undefined);
  }

  /** Runs work with the statement's own nodes. */
  within<Result>(work: () => Result): Result {
    return this.memory.within(work);
  }

  /** Runs the numerical check. Nothing is shown that has not passed it. */
  certify(certifier: Certifier): void {
    if (this.isPending) this.within(() => this.check(certifier));
  }

  private check(certifier: Certifier): void {
    this.memory.innerDoubt = this.restingOnInner().reduce<string | null>((doubt, expression) => doubt ?? doubtOfInner(expression, certifier), null);
    if (this.memory.innerDoubt !== null) this.memory.verdicts = null;
    this.printedResult = null;
    const derived = this.outcome()?.derived;
    if (!derived) return;
    this.memory.certificate = certificateOf(derived, certifier);
    this.printedResult = null;
  }

  /** The sides of an equality and the members of a claim that hold derivatives: a verdict on them rests on those. */
  private restingOnInner(): readonly Typed[] {
    this.memory.withInner ??= this.findWithInner();
    return this.memory.withInner;
  }

  private findWithInner(): readonly Typed[] {
    const { meaning } = this.typed;
    const members = meaning.kind === 'claim' && meaning.query === null ? meaning.members : this.claimed();
    const expressions = meaning.kind === 'equality' ? [meaning.left, meaning.right] : members.map(({ expression }) => expression);
    return expressions.filter((expression): expression is Typed => expression !== null && holdsDerivative(expression, { inNames: true }));
  }

  get result(): StatementResult {
    const { certificate, innerDoubt } = this.memory;
    const isUpToDate = this.printedWith?.certificate === certificate && this.printedWith?.innerDoubt === innerDoubt;
    if (this.printedResult === null || !isUpToDate) {
      this.printedResult = SAY_NOTHING.has(this.typed.meaning.kind) ? this.build() : this.within(() => this.build());
      this.printedWith = { certificate, innerDoubt };
    }
    return this.printedResult;
  }

  /** Those of the result, which is not made where it has none. */
  diagnostics(): readonly Diagnostic[] {
    const { certificate, innerDoubt, silence } = this.memory;
    if (silence !== null && silence.certificate === certificate && silence.innerDoubt === innerDoubt) return NO_DIAGNOSTICS;
    const { diagnostics } = this.result;
    if (diagnostics.length === 0) this.memory.silence = { certificate, innerDoubt };
    return diagnostics;
  }

  equations(): LatexEquations | null {
    return this.within(() => latexEquations(this));
  }

  /** Whether a derivative may be shown: derived, and not found wrong. */
  get isShown(): boolean {
    return this.outcome()?.derived !== undefined && (this.memory.certificate === null || this.memory.certificate.verdict === 'verified');
  }

  /** The verdict of each member of the claim but the left side, whose query is what they claim to be. */
  private memberVerdicts(): readonly MemberVerdict[] {
    const derived = this.outcome()?.derived;
    if (!derived || !this.isShown) return [];
    this.memory.verdicts ??= this.claimed().flatMap(member => {
      if (this.memory.innerDoubt) return [{ member, found: undecided(this.memory.innerDoubt) }];
      const first = member.expression && checkMember(member.expression, derived);
      if (first && first.verdict !== 'refuted') return [{ member, found: first }];
      const other = member.otherReading && checkMember(member.otherReading, derived);
      if (other && other.verdict !== 'refuted') return [{ member, found: other }];
      const turned = member.otherLayouts?.map(reading => checkMember(reading, derived)).find(found => found.verdict === 'other-layout');
      if (turned) return [{ member, found: turned }];
      return first ? [{ member, found: first }] : [];
    });
    return this.memory.verdicts;
  }

  /** Without those of a member that is right in the other layout: its shapes are those of that layout. */
  private shownProblems(): readonly Problem[] {
    if (this.problems.length === 0) return this.problems;
    const turned = this.memberVerdicts().filter(({ member, found }) => !member.expression && found.verdict === 'other-layout');
    if (turned.length === 0) return this.problems;
    return this.problems.filter(({ span }) => !turned.some(({ member }) => span.start >= member.span.start && span.end <= member.span.end));
  }

  private claimed(): readonly TypedMember[] {
    const { meaning } = this.typed;
    const left = meaning.kind === 'claim' ? meaning.members[0] : undefined;
    return this.members.filter(member => member !== left);
  }

  /** Of several members on one line the worst. */
  private verdict(): ClaimVerdict | null {
    return this.memberVerdicts().reduce<ClaimVerdict | null>(
      (worst, { found }) => (worst && SEVERITY[worst.verdict] >= SEVERITY[found.verdict] ? worst : found),
      null,
    );
  }

  private build(): StatementResult {
    const { tree, meaning } = this.typed;
    const range = this.range(this.span);
    const line = range.start.line + 1;
    const source = this.written;
    const shape = this.shape();
    const diagnostics = this.shownProblems().map(problem => this.diagnostic(problem));
    const broken = diagnostics.some(diagnostic => diagnostic.severity === 'error');
    switch (meaning.kind) {
      case 'malformed':
        return { line, source, range, shape, kind: 'expression', status: 'error', diagnostics };
      case 'declaration':
      case 'directive':
      case 'expression':
        if (!this.value) return { line, source, range, shape, kind: meaning.kind, status: broken ? 'error' : 'ok', diagnostics };
        return { line, source, range, shape, kind: 'query', ...this.derivative(diagnostics, broken) };
      case 'definition':
      case 'equation': {
        const chain = this.chainDiagnostics(meaning.kind === 'definition' ? meaning.value : meaning.right, meaning.members);
        const all = chain.length === 0 ? diagnostics : [...diagnostics, ...chain];
        return { line, source, range, shape, kind: 'definition', status: broken ? 'error' : 'ok', diagnostics: all };
      }
      case 'equality':
        return { line, source, range, shape, kind: 'equality', ...this.equality(diagnostics, broken) };
      case 'query': {
        const { status, diagnostics: shown, derivative } = this.derivative(diagnostics, broken);
        const query = { line, source, range, shape, kind: 'query' as const, status, diagnostics: shown, derivative };
        return tree.kind === 'query' && tree.isSolved ? this.withSolution(query) : query;
      }
      case 'claim': {
        if (tree.kind === 'claim' && tree.adjoint && !meaning.query && !meaning.members[0]?.expression)
          return {
            line,
            source,
            range,
            shape,
            kind: 'claim',
            status: broken ? 'error' : 'ok',
            diagnostics,
            derivative: null,
            claim: { verdict: 'unknown', diagnosis: null, correct: null },
          };
        return { line, source, range, shape, kind: 'claim', ...(meaning.query ? this.claim(diagnostics, broken) : this.chainClaim(diagnostics, broken)) };
      }
    }
  }

  /** `solve dL/dθ = 0`: a solution rests on the derivative, so it waits for its check. */
  private withSolution(query: StatementResult): StatementResult {
    const { derivative } = query;
    if (derivative?.certificate.verdict !== 'verified') return { ...query, solution: null };
    const solution = derivative.properties?.stationaryPoint ?? null;
    if (solution?.verdict === 'solved') return { ...query, solution };
    const message = messages.notSolved(solution?.text ?? messages.nothingToSolve);
    return { ...query, solution, diagnostics: [...query.diagnostics, { code: 'not-solved', severity: 'warning', message, range: query.range }] };
  }

  private shape(): string | null {
    const { meaning } = this.typed;
    const of = (shape: Shape | null | undefined): string | null => (shape ? printShape(shape) : null);
    switch (meaning.kind) {
      case 'declaration':
        return of(this.typed.symbols[0]?.shape);
      case 'definition':
        return of(meaning.value ? meaning.symbol.shape : null);
      case 'equation':
        return of(meaning.left.shape);
      case 'query':
      case 'claim':
        return of(meaning.query?.shape);
      case 'equality':
        return of(meaning.left?.shape);
      case 'expression':
        return of(meaning.expression?.shape);
      default:
        return null;
    }
  }

  private derivative(diagnostics: readonly Diagnostic[], broken: boolean): Pick<StatementResult, 'status' | 'diagnostics' | 'derivative'> {
    const outcome = this.outcome();
    if (!outcome || broken) return { status: 'error', diagnostics, derivative: null };
    if (outcome.refused) {
      const { operation, reason, span, instead } = outcome.refused;
      const refused: Diagnostic = {
        code: 'unsupported',
        severity: this.value ? 'information' : 'warning',
        message: messages.refused(operation, reason, instead),
        range: this.range(span && this.contains(span) ? span : this.span),
      };
      return { status: 'unsupported', diagnostics: [...diagnostics, refused], derivative: null };
    }
    if (this.memory.certificate && this.memory.certificate.verdict !== 'verified') {
      const { verdict, reason, witness, refused } = this.memory.certificate;
      if (refused !== undefined) {
        const refusal: Diagnostic = { code: 'unsupported', severity: 'warning', message: refused, range: this.range(this.span) };
        return { status: 'unsupported', diagnostics: [...diagnostics, refusal], derivative: null };
      }
      const message = verdict === 'disagrees' ? messages.withheld(witness?.text ?? reason ?? '') : messages.undecided(reason ?? 'no finite point was found');
      const withheld: Diagnostic = { code: 'withheld', severity: verdict === 'disagrees' ? 'error' : 'warning', message, range: this.range(this.span) };
      return { status: 'withheld', diagnostics: [...diagnostics, withheld], derivative: null };
    }
    return { status: broken ? 'error' : 'ok', diagnostics, derivative: this.derivativeResult() };
  }

  /** An error in what is derived, not in what is claimed of it. */
  private isQueryBroken(): boolean {
    const span = this.query?.span;
    return (
      span !== undefined && this.problems.some(problem => problem.severity === 'error' && problem.span.start >= span.start && problem.span.end <= span.end)
    );
  }

  private derivativeResult(): DerivativeResult {
    const { derived } = this.outcome() as { derived: NonNullable<DeriveOutcome['derived']> };
    const { memory } = this;
    memory.forms ??= new Forms(derived, work => memory.within(work));
    return new LazyDerivative(memory.forms, new StatementContext(this, derived), this.certificateResult());
  }

  /** Its own in the code of the document. */
  get functionName(): string {
    return this.context.functionName(this);
  }

  /** From 1. */
  get line(): number {
    return this.context.lines.lineAt(this.start) + 1;
  }

  private certificateResult(): Certificate {
    const { certificate } = this.memory;
    if (!certificate) return { verdict: 'pending', method: null, points: 0, maxRelativeError: null };
    return { verdict: 'verified', method: certificate.method, points: certificate.points, maxRelativeError: certificate.maxRelativeError };
  }

  private claim(diagnostics: readonly Diagnostic[], broken: boolean): Pick<StatementResult, 'status' | 'diagnostics' | 'derivative' | 'claim'> {
    const derived = this.derivative(diagnostics, this.isQueryBroken());
    const outcome = this.outcome();
    const shapeProblem = this.shownProblems().some(problem => problem.code === 'shape-mismatch');
    const correct = outcome?.derived && derived.derivative ? this.correct() : null;
    if (!derived.derivative || !outcome?.derived) {
      const verdict = shapeProblem && outcome?.derived ? ('refuted' as const) : ('unknown' as const);
      return { ...derived, status: broken ? 'error' : derived.status, claim: { verdict, diagnosis: verdict === 'refuted' ? 'shape' : null, correct } };
    }
    // a correction is a derivative, and none is shown before it was checked
    const shown = this.isPending && certifier() !== null ? null : correct;
    const found = this.verdict();
    if (!found) {
      const verdict = shapeProblem ? ('refuted' as const) : ('unknown' as const);
      const corrected = derived.diagnostics.map(diagnostic => this.withCorrection(diagnostic, shown));
      return { ...derived, status: broken ? 'error' : 'ok', diagnostics: corrected, claim: { verdict, diagnosis: shapeProblem ? 'shape' : null, correct } };
    }
    const worst = shapeProblem ? 'refuted' : found.verdict;
    const diagnosis = shapeProblem && found.verdict !== 'refuted' ? 'shape' : (found.diagnosis?.text ?? null);
    return {
      ...derived,
      status: broken ? 'error' : 'ok',
      diagnostics: [
        ...derived.diagnostics.map(diagnostic => this.withCorrection(diagnostic, shown)),
        ...(shapeProblem ? [] : this.memberVerdicts().flatMap(each => this.claimDiagnostics(each, shown))),
      ],
      claim: { verdict: worst, diagnosis, correct, ...(found.convention ? { convention: found.convention } : {}) },
    };
  }

  /** A member of the wrong shape can be replaced by the right expression, too. */
  private withCorrection(diagnostic: Diagnostic, correct: string | null): Diagnostic {
    if (diagnostic.code !== 'shape-mismatch' || correct === null) return diagnostic;
    const member = this.members.find(each => this.context.lines.contains(this.range(each.span), diagnostic.range));
    if (!member) return diagnostic;
    const fix = { title: messages.replaceClaim(correct), range: this.range(member.span), text: correct };
    return { ...diagnostic, fixes: [...(diagnostic.fixes ?? []), fix] };
  }

  /** The right expression, in the layout that is in force. */
  correct(): string | null {
    const { memory } = this;
    if (memory.correct === undefined) memory.correct = this.within(() => this.correctForm());
    return memory.correct;
  }

  private correctForm(): string | null {
    const derived = this.outcome()?.derived;
    if (!derived) return null;
    const form = matrixFormOf(derived) ?? vecFormOf(derived);
    return form && printUnicode(form);
  }

  private compare(left: Typed, right: Typed): ReturnType<typeof compareExpressions> {
    const { memory } = this;
    memory.compared ??= new Map();
    const known = memory.compared.get(right);
    if (known) return known;
    const compared = compareExpressions(left, right);
    memory.compared.set(right, compared);
    return compared;
  }

  private claimDiagnostics({ member, found }: MemberVerdict, correct: string | null): readonly Diagnostic[] {
    const range = this.range(member.span);
    const fixes = correct === null ? [] : [{ title: messages.replaceClaim(correct), range, text: correct, preferred: true }];
    switch (found.verdict) {
      case 'verified':
        return [];
      case 'refuted': {
        const derived = this.outcome()!.derived!;
        if (found.diagnosis?.kind === 'shape') {
          const written = member.expression ? printShape(member.expression.shape) : 'of another shape';
          return [{ code: 'shape-mismatch', severity: 'error', message: messages.claimShape(written, shapeText(derived), correct), range, fixes }];
        }
        return [{ code: 'claim-refuted', severity: 'error', message: messages.claimRefuted(found.diagnosis?.text ?? null, correct), range, fixes }];
      }
      case 'other-layout':
        return [{ code: 'other-layout', severity: 'information', message: messages.otherLayout(this.typed.layout, correct), range, fixes }];
      case 'unknown':
        return [{ code: 'claim-unknown', severity: 'information', message: messages.claimUnknown(found.reason ?? 'no reason is known'), range }];
    }
  }

  private equality(diagnostics: readonly Diagnostic[], broken: boolean): Pick<StatementResult, 'status' | 'diagnostics' | 'equality'> {
    const { meaning } = this.typed;
    if (meaning.kind !== 'equality' || !meaning.left || !meaning.right)
      return { status: 'error', diagnostics, equality: { verdict: 'unknown', witness: null } };
    // a verdict waits for the check of the derivatives that it rests on
    if (this.isPending) return { status: broken ? 'error' : 'ok', diagnostics, equality: { verdict: 'unknown', witness: null } };
    const compared = this.memory.innerDoubt
      ? { verdict: 'unknown' as const, witness: null, reason: this.memory.innerDoubt }
      : this.compare(meaning.left, meaning.right);
    const witness = compared.witness?.text ?? null;
    const range = this.range(this.span);
    const found: Diagnostic[] =
      compared.verdict === 'different'
        ? [{ code: 'not-equal', severity: 'error', message: messages.equalityRefuted(witness), range }]
        : compared.verdict === 'unknown'
          ? [{ code: 'equality-unknown', severity: 'information', message: messages.equalityUnknown(compared.reason ?? 'no reason is known'), range }]
          : [];
    return { status: broken ? 'error' : 'ok', diagnostics: [...diagnostics, ...found], equality: { verdict: compared.verdict, witness } };
  }

  /** `(dL/dW)ᵀ = …`: no bare derivative on the left, so the members are compared with one another. */
  private chainClaim(diagnostics: readonly Diagnostic[], broken: boolean): Pick<StatementResult, 'status' | 'diagnostics' | 'derivative' | 'claim'> {
    const { meaning } = this.typed;
    const members = meaning.kind === 'claim' ? meaning.members : [];
    const first = members[0]?.expression ?? null;
    const complete = first !== null && members.length > 1 && members.every(member => member.expression !== null);
    const waits = this.isPending || (this.memory.innerDoubt ?? null) !== null;
    const verdicts = complete && !waits ? members.slice(1).map((member, k) => this.compare(members[k]!.expression!, member.expression!).verdict) : [];
    const verdict = !complete || waits || verdicts.includes('unknown') ? 'unknown' : verdicts.includes('different') ? 'refuted' : 'verified';
    return {
      status: broken ? 'error' : 'ok',
      diagnostics: [...diagnostics, ...(waits ? this.doubtDiagnostics() : this.chainDiagnostics(first, members.slice(1)))],
      derivative: null,
      claim: { verdict, diagnosis: null, correct: null },
    };
  }

  private doubtDiagnostics(): readonly Diagnostic[] {
    if (!this.memory.innerDoubt) return [];
    return [{ code: 'claim-unknown', severity: 'information', message: messages.claimUnknown(this.memory.innerDoubt), range: this.range(this.span) }];
  }

  /** `L = a = b`: every member against the one before. */
  private chainDiagnostics(first: Typed | null, members: readonly TypedMember[] | undefined): readonly Diagnostic[] {
    if (members === undefined) return [];
    const found: Diagnostic[] = [];
    let before = first;
    for (const member of members) {
      if (before && member.expression) {
        const compared = this.compare(before, member.expression);
        const range = this.range(member.span);
        if (compared.verdict === 'different' && !isInOtherLayout(first, member.expression))
          found.push({ code: 'not-equal', severity: 'error', message: messages.equalityRefuted(compared.witness?.text ?? null), range });
      }
      before = member.expression ?? before;
    }
    return found;
  }

  /** Whether a part of this statement has the span, not one of a definition that it uses. */
  private contains(span: Span): boolean {
    const { query } = this;
    return query !== null && (query.span === span || holdsSpan(query.of, span));
  }

  textOf({ start, end }: Span): string {
    return this.block.text.slice(start + this.shift, end + this.shift);
  }

  range({ start, end }: Span): Range {
    return this.context.lines.range(documentOffset(this.block, start + this.shift), endOffset(this.block, end + this.shift));
  }

  private diagnostic(problem: Problem): Diagnostic {
    const fixes = problem.fixes?.map(fix => ({ title: fix.title, range: this.range(fix.span), text: fix.text }));
    return { code: problem.code, severity: problem.severity, message: problem.message, range: this.range(problem.span), ...(fixes ? { fixes } : {}) };
  }
}

/** `H = dg/dx = …` in the layout that is not in force. */
function isInOtherLayout(first: Typed | null, member: Typed): boolean {
  if (first?.op !== 'derivative' || first.shape.kind === 'tensor') return false;
  const turned: Typed = { op: 'transpose', args: [first], shape: transposed(first.shape), span: first.span };
  return compareExpressions(turned, member).verdict !== 'different';
}

function holdsSpan(expression: Typed, span: Span): boolean {
  const stack = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.span === span) return true;
    stack.push(...operandsOf(node));
  }
  return false;
}

const NO_DIAGNOSTICS: readonly never[] = [];

/** Statements that ask and claim nothing: their results need no nodes. */
const SAY_NOTHING: ReadonlySet<TypedStatement['meaning']['kind']> = new Set(['declaration', 'directive', 'malformed']);

const undecided = (reason: string): ClaimVerdict => ({ verdict: 'unknown', diagnosis: null, witness: null, convention: null, reason });

const SEVERITY = { verified: 0, unknown: 1, 'other-layout': 2, refuted: 3 } as const;

/** The end of a span in the document: behind its last character, not before the next one's comment sign. */
const endOffset = (block: Block, end: number): number => (end > 0 ? documentOffset(block, end - 1) + 1 : documentOffset(block, 0));
