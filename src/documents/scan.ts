/** Documents of every language → blocks of mathematics. */

import { type Annotations, annotatedShapes, annotationsIn } from './annotations.ts';
import { type Block, documentOffset, type ScannedDocument } from './block.ts';
import { addBlocks } from './blocks.ts';
import type { Comment } from './comment.ts';
import { blocksReadAs, type CommentReading } from './commentReading.ts';
import { type CommentSyntax, languageWith } from './commentSyntax.ts';
import { commentsAfter } from './commentVersions.ts';
import { type DocumentLanguage, type HostLanguage, hostLanguage, isDocumentLanguage } from './languages.ts';
import { scanLatex } from './latex.ts';
import { scanMarkdown } from './markdown.ts';
import { type Region, regionsOf } from './regions.ts';
import { regionsAfter } from './regionVersions.ts';
import { scanRestructuredText } from './restructuredText.ts';
import { type Content, type Run, readRuns, runsOf, type ScopedPart } from './runs.ts';
import { scanComments } from './scanner.ts';
import { ScopeFinder } from './scopes.ts';
import type { TextChange } from './textChange.ts';
import { scanTypst } from './typst.ts';
import { scanWhole } from './whole.ts';
import { newWork, type Work } from './work.ts';

/**
 * The mathematics in a document, as blocks in the order of the document, with the scopes that they name. A language that
 * is not known holds none, unless its syntax is given. Takes time linear in the text and never throws.
 */
export function scanDocument(text: string, languageId: string, work: Work = newWork(), options: ScanOptions = {}): ScannedDocument {
  const { earlier = null, comments = 'all', hasNames = false, commentSyntax = null } = options;
  const scan = isDocumentLanguage(languageId) ? DOCUMENT_SCANNERS[languageId] : null;
  if (scan !== null) return { blocks: scan(text, work), scopes: [{ id: 0, parent: null }] };
  const language = hostLanguage(languageId) ?? (commentSyntax === null ? undefined : languageWith(commentSyntax));
  if (language === undefined || comments === 'off') return { blocks: [], scopes: [{ id: 0, parent: null }] };
  const scanned = scanHost(text, language, work, earlier, hasNames);
  return { ...scanned, blocks: blocksReadAs(comments, scanned.blocks) };
}

export interface ScanOptions {
  /** What was read in an earlier version in the same language: only what the change can reach is read again. */
  readonly earlier?: EarlierVersion | null;
  /** How much of the comments of code is read; documents of mathematics are read whatever it is. */
  readonly comments?: CommentReading;
  /** Names are known from elsewhere, as those of earlier cells are in a notebook. */
  readonly hasNames?: boolean | undefined;
  /** For a language that has no row in the table. */
  readonly commentSyntax?: CommentSyntax | null;
}
export interface EarlierVersion {
  readonly scanned: ScannedDocument;
  readonly change: TextChange;
}

const DOCUMENT_SCANNERS: Readonly<Record<DocumentLanguage, (text: string, work: Work) => Block[]>> = {
  mc: scanWhole,
  latex: scanLatex,
  tex: scanLatex,
  doctex: scanLatex,
  markdown: scanMarkdown,
  quarto: scanMarkdown,
  rmd: scanMarkdown,
  restructuredtext: scanRestructuredText,
  typst: scanTypst,
};

/** What a version was read from, for the next one. */
export interface ScannedVersion {
  readonly text: string;
  readonly language: HostLanguage;
  readonly comments: readonly Comment[];
  readonly runs: readonly Run[];
  /** null: no comment asked for them. */
  readonly regions: readonly Region[] | null;
  /** null: no comment asked for them. */
  readonly annotations: Annotations | null;
}

function scanHost(text: string, language: HostLanguage, work: Work, earlier: EarlierVersion | null, hasNames: boolean): ScannedDocument {
  const before = earlier?.scanned.version?.language === language ? earlier.scanned.version : null;
  const version = before === null ? null : commentsAfter(earlier!.change, before.comments, text, language, work);
  const comments = version?.comments ?? scanComments(text, language, work);
  const runs = runsOf(
    text,
    comments,
    work,
    version && { ...version, runs: before!.runs, count: before!.comments.length, delta: earlier!.change.newEnd - earlier!.change.oldEnd },
  );
  const found = readRuns(text, runs, comments, language, hasNames, work);
  const known = before === null ? null : regionsAfter(earlier!.change, before, text, comments);
  const regions = found.length === 0 ? known : (known ?? regionsOf(text, language, comments, work));
  const scopes = new ScopeFinder(text, regions ?? [], work);
  const annotations =
    found.length === 0 ? null : annotationsIn(text, language, before?.annotations ? { annotations: before.annotations, change: earlier!.change } : null, work);
  const annotated = annotations === null ? [] : annotatedShapes(annotations, comments);
  let next = 0;
  const blocks: Block[] = [];
  const addAnnotated = (before: number): void => {
    for (; next < annotated.length && documentOffset(annotated[next]!, 0) < before; next++)
      blocks.push({ ...annotated[next]!, scope: scopes.at(documentOffset(annotated[next]!, 0)) });
  };
  for (const [run, content] of found) {
    addAnnotated(run.start);
    blocks.push(...blocksOf(content, partsOf(run, content, scopes), language));
  }
  addAnnotated(text.length);
  return { blocks, scopes: scopes.scopes, version: { text, language, comments, runs, regions, annotations } };
}

function partsOf(run: Run, { lines, moved }: Content, scopes: ScopeFinder): readonly ScopedPart[] {
  const parts: ScopedPart[] = [];
  let from = 0;
  let around = scopes.at(run.start);
  if (lines === null) return [{ from: 0, to: 0, scope: around }];
  for (let k = 1; k < lines.length; k++) {
    // A comment under the last statement of a function and one set out below it are two.
    const scope = scopes.at(lines[k]!.line.start + moved);
    if (scope === around) continue;
    parts.push({ from, to: k, scope: around });
    from = k;
    around = scope;
  }
  const under = run.trailing ? null : scopes.under(run.end);
  // Directly above a function stands its own comment; what an empty line separates from it belongs to the file.
  const own =
    under === null
      ? lines.length
      : Math.max(
          from,
          lines.findLastIndex(line => line.line.afterGap),
        );
  parts.push({ from, to: own, scope: around });
  if (under !== null) parts.push({ from: own, to: lines.length, scope: under });
  return parts;
}

/** Those that an earlier version made of the same content in the same scopes. */
function blocksOf(content: Content, parts: readonly ScopedPart[], language: HostLanguage): readonly Block[] {
  const { lines, bound, moved, made } = content;
  const isMade = made !== null && made.parts.length === parts.length && made.parts.every((part, k) => isSamePart(part, parts[k]!));
  const blocks: Block[] = [];
  if (isMade) blocks.push(...made.blocks);
  else {
    if (bound !== null) blocks.push({ ...bound, scope: parts[0]!.scope });
    else for (const { from, to, scope } of parts) addBlocks(lines!.slice(from, to), scope, language, blocks);
    content.made = { parts, blocks };
  }
  return moved === 0 ? blocks : blocks.map(block => ({ ...block, moved }));
}

const isSamePart = (a: ScopedPart, b: ScopedPart): boolean => a.from === b.from && a.to === b.to && a.scope === b.scope;
