import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { HoverMath } from '../../ide/requests.ts';
import type { Feature } from '../feature.ts';

/** How long a hover waits for a certificate before it says `checking…`. */
const waitMilliseconds = 100;

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register(server) {
    server.connection.onHover(({ textDocument: { uri }, position }, token) =>
      server.read<Hover & { math?: HoverMath }>(uri, token, async ({ analysis, features, offsetAt, range, settle }) => {
        const offset = offsetAt(position);
        await settle(offset, waitMilliseconds, () => {
          const info = analysis.hoverAt(offset);
          return info !== null && features.isHoverPending(info);
        });
        const place = server.commandLinks() ? { uri, position } : null;
        const found = features.hoverAt(analysis, offset, place, server.settings().code.language);
        if (!found) return null;
        const contents = { kind: MarkupKind.Markdown, value: found.markdown };
        return { range: range(found.range), contents, ...(place && found.math ? { math: found.math } : {}) };
      }),
    );
  },
};
