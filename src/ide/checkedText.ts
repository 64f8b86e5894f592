/** A text that was checked to its end: a document, or the cells of a notebook as it lies on the disk. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { type Cell, rangeInFile } from '../analysis/notebook.ts';
import { Lines } from '../analysis/positions.ts';
import type { Diagnostic } from '../analysis/result.ts';
import { claimsOf } from './claims.ts';
import { diagnosticsOf } from './diagnostics.ts';
import * as messages from './messages.ts';
import type { DocumentClaims } from './requests.ts';

export { analyzeCells, cellsOf } from '../analysis/notebook.ts';

export interface CheckedPart {
  readonly analysis: DocumentAnalysis;
  /** null for a document that has no cells. */
  readonly cell: Cell | null;
}

/** What the parts of a text claim, and their problems; places are those of the text, and a problem of a cell names it. */
export function checkOf(text: string, parts: readonly CheckedPart[]): DocumentClaims & { readonly diagnostics: readonly Diagnostic[] } {
  const lines = new Lines(text);
  const found = parts.map(({ analysis, cell }) => {
    const own = { ...claimsOf(analysis), diagnostics: diagnosticsOf(analysis) };
    if (!cell) return own;
    const inFile = rangeInFile(cell, lines);
    return {
      ...own,
      claims: own.claims.map(claim => ({ ...claim, range: inFile(claim.range) })),
      diagnostics: own.diagnostics.map(({ fixes, ...diagnostic }) => ({
        ...diagnostic,
        range: inFile(diagnostic.range),
        message: messages.inCell(cell.number, diagnostic.range.start.line + 1, diagnostic.message),
      })),
    };
  });
  const sum = (count: (part: DocumentClaims) => number) => found.reduce((total, part) => total + count(part), 0);
  return {
    claims: found.flatMap(({ claims }) => claims),
    statements: sum(({ statements }) => statements),
    derivatives: sum(({ derivatives }) => derivatives),
    errors: sum(({ errors }) => errors),
    isPending: found.some(({ isPending }) => isPending),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}
