import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { analyzeDocument, useCertifier, useCodePrinter } from '../analysis/document.ts';
import { serve } from './core.ts';

// `--node-ipc`, `--stdio`, `--socket=` and `--pipe=` are read from argv by createConnection
serve(
  createConnection(ProposedFeatures.all),
  {
    analyzeDocument,
    prepare: async () => useCertifier((await import('../numeric/index.ts')).certify),
    prepareCode: async () => useCodePrinter((await import('../code/index.ts')).codeIn),
  },
  version,
);
