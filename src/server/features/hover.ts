import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { DocumentAnalysis } from '../../analysis/document.ts';
import type { HoverMath } from '../../ide/requests.ts';
import type { Feature } from '../feature.ts';

/** How long a hover waits for a certificate before it says `checking…`. */
const waitMilliseconds = 100;

type MathHover = Hover & { readonly math?: HoverMath };

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register(server) {
    /** Answers that no certificate changes any more, by their offsets: a pointer often rests where it rested before. Settings make new analyses. */
    const settled = new WeakMap<DocumentAnalysis, Map<number, MathHover | null>>();
    server.connection.onHover(({ textDocument: { uri }, position }, token) =>
      server.read<MathHover>(uri, token, async ({ analysis, features, offsetAt, range, settle }) => {
        const offset = offsetAt(position);
        const known = settled.get(analysis)?.get(offset);
        if (known !== undefined) return known;
        const place = server.commandLinks() ? { uri, position } : null;
        const contentNow = () => features.hoverAt(analysis, offset, place, server.settings().code.language);
        let found = contentNow();
        if (found?.isPending) {
          await settle(offset, waitMilliseconds, () => features.isHoverPending(analysis.hoverAt(offset)));
          found = contentNow();
        }
        const contents = { kind: MarkupKind.Markdown, value: found?.markdown ?? '' };
        const answer = found && { range: range(found.range), contents, ...(place && found.math ? { math: found.math } : {}) };
        if (!found?.isPending) {
          const answers = settled.get(analysis) ?? new Map<number, MathHover | null>();
          answers.set(offset, answer);
          settled.set(analysis, answers);
        }
        return answer;
      }),
    );
  },
};
