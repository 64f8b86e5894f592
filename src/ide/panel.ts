import type { DocumentAnalysis } from '../analysis/document.ts';
import type { PanelContent } from '../panel/protocol.ts';

/** What the panel shows for an offset. The engine knows no addresses: the document's are put in here. */
export function panelContentAt(analysis: DocumentAnalysis, offset: number, uri: string): PanelContent {
  const content = analysis.panelAt(offset);
  if (content.kind === 'empty') return content;
  return { ...content, uri, place: `${nameOf(uri)}:${content.line + 1}` };
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
