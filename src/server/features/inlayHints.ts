import { type InlayHint, InlayHintKind, InlayHintRefreshRequest } from 'vscode-languageserver';
import { reaches } from '../../ide/settings.ts';
import type { Feature } from '../feature.ts';

export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(server) {
    server.connection.languages.inlayHint.on(({ textDocument: { uri }, range: asked }, token) =>
      server.read<InlayHint[]>(uri, token, ({ analysis, features, offsetAt, document }) => {
        if (!reaches(server.settings().inlayHints, analysis.languageId)) return [];
        const visible = { start: offsetAt(asked.start), end: offsetAt(asked.end) };
        return features.inlayHintsIn(analysis, visible).map(({ offset, label, kind, tooltip }) => ({
          position: document.positionAt(offset),
          label,
          ...(kind === 'shape' ? { kind: InlayHintKind.Type } : { paddingLeft: true }),
          ...(tooltip === null ? {} : { tooltip }),
        }));
      }),
    );
  },
  refresh({ client, connection }) {
    if (client().workspace?.inlayHint?.refreshSupport) void connection.sendRequest(InlayHintRefreshRequest.type);
  },
};
