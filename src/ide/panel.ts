import type { DocumentAnalysis } from '../analysis/document.ts';
import type { NumbersChoice, PanelCode, PanelContent, PanelGraph, PanelParts, PanelResult, PanelStatement } from '../panel/protocol.ts';
import { codeAt } from './code.ts';
import { type CodeChoice, codeLanguageFor } from './codeLanguage.ts';
import { linesOfNames } from './linesOfNames.ts';

/** In which language the panel wants code, and what the settings say. */
export interface WantedCode {
  readonly asked: CodeChoice;
  readonly setting: CodeChoice;
}

/**
 * What the panel shows for an offset. The engine knows no addresses: the document's are put in here; and code where it is
 * `wanted`, other parts where they are asked for.
 */
export function panelContentAt(
  analysis: DocumentAnalysis,
  offset: number,
  uri: string,
  wanted: WantedCode | null = null,
  parts: PanelParts = {},
): PanelContent {
  const content = analysis.panelAt(offset, ofDocument(parts, uri));
  if (content.kind === 'empty') return content;
  const place = `${nameOf(uri)}:${content.line + 1}`;
  const code = content.kind === 'result' && wanted ? codeOf(analysis, content, wanted) : null;
  const graph = content.kind === 'result' && content.graph ? { graph: withLines(analysis, content, content.graph) } : {};
  return { ...content, uri, place, statements: statementsOf(analysis), ...(code ? { code } : {}), ...graph };
}

/** What a list in the page offers. */
const mostStatements = 300;

function statementsOf(analysis: DocumentAnalysis): readonly PanelStatement[] {
  return analysis.statements
    .map(({ result }) => result)
    .filter(({ kind }) => kind === 'query' || kind === 'claim')
    .slice(0, mostStatements)
    .map(({ source, line, range }) => ({ query: source, line: line - 1, character: range.start.character }));
}

/** Values that were typed for another document are not this one's. */
function ofDocument({ limit, numbers, ...parts }: PanelParts, uri: string): PanelParts {
  const own = (choice: NumbersChoice): NumbersChoice => (choice.uri === uri ? choice : { ...choice, entered: {} });
  return { ...parts, ...(limit ? { limit: { ...limit, at: own(limit.at) } } : {}), ...(numbers ? { numbers: own(numbers) } : {}) };
}

/** Of the statement that the content is about, which need not be on the line of the cursor. */
function codeOf(analysis: DocumentAnalysis, { line, query }: Pick<PanelResult, 'line' | 'query'>, { asked, setting }: WantedCode): PanelCode | null {
  const shown = shownStatement(analysis, line, query);
  const answer = shown && codeAt(analysis, shown.start, asked, setting);
  if (answer?.kind !== 'code') return null;
  const { language, source, functions, notInserted } = answer;
  return { choice: asked, language, automatic: codeLanguageFor(analysis, 'auto', setting), source, functions, notInserted };
}

const shownStatement = (analysis: DocumentAnalysis, line: number, query: string) =>
  analysis.statements.find(({ result }) => result.line === line + 1 && result.source === query);

/** Every node with the line where its name is declared or defined. */
function withLines(analysis: DocumentAnalysis, { line, query }: Pick<PanelResult, 'line' | 'query'>, graph: PanelGraph): PanelGraph {
  const shown = shownStatement(analysis, line, query);
  const lines = shown
    ? linesOfNames(
        analysis,
        shown,
        graph.nodes.map(node => node.canonical),
      )
    : new Map<string, number>();
  return {
    ...graph,
    nodes: graph.nodes.map(node => (node.isIntroduced ? node : { ...node, line: lines.get(node.canonical) ?? null })),
  };
}

/** Whether the content waits for a certificate. */
export function isPanelPending(content: PanelContent): boolean {
  return content.kind === 'result' && content.certificate.verdict === 'pending';
}

/** The last part of a URI's path, as people call the file. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/^[a-z][\w+.-]*:(?:\/\/[^/]*)?/i, '');
  const last = path.split('/').at(-1) ?? path;
  try {
    return decodeURIComponent(last);
  } catch (error) {
    // a stray % in an untitled document's name
    if (error instanceof URIError) return last;
    throw error;
  }
}
