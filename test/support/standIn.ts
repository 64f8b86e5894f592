/** A stand-in for the engine, for tests of what is around it: results as given, certificates one a call. */

import type { AnalyzedStatement, DocumentAnalysis, HoverInfo } from '../../src/analysis/document.ts';
import type { Code, DerivativeResult, Diagnostic, Range, StatementResult } from '../../src/analysis/result.ts';
import { LANGUAGE_IDS } from '../../src/code/input.ts';
import type { PanelContent } from '../../src/panel/protocol.ts';

const code: Code = {
  into: () => code,
  function: 'dL_dtheta',
  source: 'import numpy as np\ndef dL_dtheta(): ...\n',
  parameters: [],
  others: { value: null, valueAndDerivative: null, check: null, compressed: null, parameters: [] },
};

export const derivative: DerivativeResult = {
  layout: 'numerator',
  axes: { of: [], wrt: [['D']] },
  shape: '1×D',
  matrix: { unicode: '-2 (y - Φ θ)ᵀ Φ', latex: String.raw`-2\,(y - \Phi\theta)^{\top}\Phi` },
  index: { unicode: '-2 Σ_n (y_n - …) Φ_nd', latex: String.raw`-2 \sum_n \Phi_{nd}` },
  vec: null,
  cases: null,
  validity: [],
  certificate: { verdict: 'verified', method: 'complex-step', points: 3, maxRelativeError: 2e-11 },
  code: Object.fromEntries(LANGUAGE_IDS.map(id => [id, code])) as DerivativeResult['code'],
};
export const pending: DerivativeResult = { ...derivative, certificate: { verdict: 'pending', method: null, points: 0, maxRelativeError: null } };

export function range(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** The first place of `source` in `text`, as a query unless told. */
export function statementAt(text: string, source: string, more: Partial<StatementResult> = {}): AnalyzedStatement {
  const start = text.indexOf(source);
  if (start < 0) throw new Error(`${source} is not in the text`);
  const line = text.slice(0, start).split('\n').length - 1;
  const character = start - (text.lastIndexOf('\n', start - 1) + 1);
  return {
    start,
    end: start + source.length,
    equations: () => null,
    isPending: more.derivative?.certificate.verdict === 'pending',
    result: {
      kind: 'query',
      line: line + 1,
      source,
      range: range(line, character, character + source.length),
      status: 'ok',
      diagnostics: [],
      shape: 'ℝ^{1×D}',
      derivative,
      ...more,
    },
  };
}

export interface StandIn {
  readonly languageId?: string;
  readonly statements?: readonly AnalyzedStatement[];
  readonly diagnostics?: readonly Diagnostic[];
  readonly hover?: Partial<HoverInfo>;
  /** Without a derivative what the panel shows. */
  readonly panel?: PanelContent;
  /** What a certificate comes to. */
  readonly certified?: Partial<StatementResult>;
}

export function standIn(text: string, options: StandIn = {}): DocumentAnalysis {
  let statements = options.statements ?? [];
  const at = (offset: number) => statements.find(({ start, end }) => start <= offset && offset <= end) ?? null;
  return {
    text,
    languageId: options.languageId ?? 'mc',
    names: null,
    get statements() {
      return statements;
    },
    blocks: [],
    scopes: [],
    statementAt: at,
    hoverAt: offset => {
      const statement = at(offset);
      if (!statement) return null;
      const { start, end, result } = statement;
      const printed = result.derivative?.matrix ?? null;
      const title = `${result.source} ∈ ${result.shape}`;
      return {
        start,
        end,
        title,
        shape: result.shape ?? '',
        latex: printed?.latex ?? null,
        unicode: printed?.unicode ?? null,
        details: [],
        statement,
        ...options.hover,
      };
    },
    panelAt: () => options.panel ?? { kind: 'empty', text: 'nothing here' },
    unread: () => [],
    diagnostics: () => options.diagnostics ?? statements.flatMap(({ result }) => result.diagnostics),
    after: other => standIn(other, options),
    certifyNext: () => {
      const index = statements.findIndex(({ result }) => result.derivative?.certificate.verdict === 'pending');
      if (index < 0) return false;
      statements = statements.map((statement, position) =>
        position === index ? { ...statement, isPending: false, result: { ...statement.result, derivative, ...options.certified } } : statement,
      );
      return true;
    },
  };
}
