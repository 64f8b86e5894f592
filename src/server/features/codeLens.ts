import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import type { CodeLens as FoundLens } from '../../ide/codeLens.ts';
import type { DocumentPlace } from '../../ide/requests.ts';
import { reaches } from '../../ide/settings.ts';
import type { Feature } from '../feature.ts';

/** What a lens brings back when it is about to be seen. */
interface LensData extends DocumentPlace, Pick<FoundLens, 'kind' | 'variable'> {}

/** For clients that know the commands. */
export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  register(server) {
    const { connection } = server;
    connection.onCodeLens(({ textDocument: { uri } }, token) =>
      server.read<CodeLens[]>(uri, token, ({ analysis, features, range }) => {
        if (!server.commandLinks() || !reaches(server.settings().codeLens, analysis.languageId)) return [];
        return features.codeLensesOf(analysis).map(({ offset, kind, variable }) => {
          const place = range({ start: offset, end: offset });
          return { range: place, data: { uri, position: place.start, kind, variable } satisfies LensData };
        });
      }),
    );
    connection.onCodeLensResolve(async (lens, token) => {
      const { uri, position, kind, variable } = lens.data as LensData;
      const command = await server.read(uri, token, ({ analysis, features }) =>
        features.codeLensCommand(analysis, { kind, variable }, server.settings().code.language),
      );
      // without a command a client would ask again
      return { ...lens, command: command ? { ...command, arguments: [uri, position, ...(variable === null ? [] : [variable])] } : { title: '', command: '' } };
    });
  },
  refresh({ client, connection, commandLinks }) {
    if (commandLinks() && client().workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  },
};
