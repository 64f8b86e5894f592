import { type FoldingRange, FoldingRangeRequest, type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver';
import type { Feature } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

/** Registered for `mc` alone: with a provider VS Code folds a host file by indentation no more. */
export const folding: Feature = {
  ...inOwnLanguage('foldingRange', FoldingRangeRequest.method, 'foldingRangeProvider'),
  register(server) {
    server.connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
      server.read<FoldingRange[]>(uri, token, ({ analysis, features }) =>
        features.foldsOf(analysis).map(({ startLine, endLine, kind }) => ({ startLine, endLine, ...(kind === 'comment' ? { kind } : {}) })),
      ),
    );
  },
};

/** Registered for `mc` alone: with a provider VS Code grows the selection of a host file by brackets no more. */
export const selections: Feature = {
  ...inOwnLanguage('selectionRange', SelectionRangeRequest.method, 'selectionRangeProvider'),
  register(server) {
    server.connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
      server.read<SelectionRange[]>(uri, token, ({ analysis, features, offsetAt, range }) =>
        positions.map(position => {
          const places = features.selectionsAt(analysis, offsetAt(position));
          const widest = places.at(-1) ?? { start: offsetAt(position), end: offsetAt(position) };
          return places.slice(0, -1).reduceRight<SelectionRange>((parent, place) => ({ range: range(place), parent }), { range: range(widest) });
        }),
      ),
    );
  },
};
