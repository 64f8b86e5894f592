import {
  type CodeAnswer,
  type CodePlace,
  codeRequest,
  type DerivativeAnswer,
  type DocumentPlace,
  derivativeRequest,
  type PanelPlace,
  panelRequest,
  type VariablesAnswer,
  variablesRequest,
} from '../../ide/requests.ts';
import type { PanelContent } from '../../panel/protocol.ts';
import type { Feature, OpenDocument } from '../feature.ts';
import * as messages from '../messages.ts';

/** How long what follows the cursor waits for a certificate: it is told of one that comes later. */
const waitMilliseconds = 500;
/** How long what somebody asked for waits, who sees that it is worked on and can stop it. */
const longWaitMilliseconds = 10_000;

/** Nabla's own requests: what the panel shows, and the result at a place, to be copied or inserted. */
export const results: Feature = {
  capabilities: () => ({}),
  register(server) {
    const { connection, engine, progress } = server;
    connection.onRequest<PanelContent | null, void>(panelRequest, ({ uri, position, code, parts }: PanelPlace, token) =>
      server.read<PanelContent>(uri, token, async ({ analysis, features, offsetAt, settle }) => {
        const offset = offsetAt(position);
        await settle(offset, waitMilliseconds, () => features.isPanelPending(analysis.panelAt(offset)));
        // the panel says how many operations the code takes
        await engine.prepareCode();
        const wanted = code === undefined ? null : { asked: code, setting: server.settings().code.language };
        return features.panelContentAt(analysis, offset, uri, wanted, parts);
      }),
    );
    connection.onRequest<DerivativeAnswer | null, void>(derivativeRequest, ({ uri, position }: DocumentPlace, asked) =>
      progress.during(messages.progress.derivative, asked, token =>
        server.read<DerivativeAnswer>(uri, token, async open => {
          const offset = open.offsetAt(position);
          await settleStatement(open, offset);
          return open.features.derivativeAt(open.analysis, offset);
        }),
      ),
    );
    connection.onRequest<VariablesAnswer | null, void>(variablesRequest, ({ uri, position }: DocumentPlace, token) =>
      server.read<VariablesAnswer>(uri, token, ({ analysis, features, offsetAt }) => features.variablesAt(analysis, offsetAt(position))),
    );
    connection.onRequest<CodeAnswer | null, void>(codeRequest, ({ uri, position, language }: CodePlace, asked) =>
      progress.during(messages.progress.code, asked, token =>
        server.read<CodeAnswer>(uri, token, async open => {
          const offset = open.offsetAt(position);
          await settleStatement(open, offset);
          await engine.prepareCode();
          return open.features.codeAt(open.analysis, offset, language, server.settings().code.language);
        }),
      ),
    );
  },
};

function settleStatement({ analysis, settle }: OpenDocument, offset: number): Promise<void> {
  return settle(offset, longWaitMilliseconds, () => analysis.statementAt(offset)?.result.derivative?.certificate.verdict === 'pending');
}
