/** The server in a web worker, for VS Code in the browser. */

import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { version } from '../../package.json';
import type * as code from '../code/index.ts';
import type * as analysis from '../ide/engine.ts';
import type * as numeric from '../numeric/index.ts';
import { serve } from './core.ts';
import type { Engine } from './engine.ts';

/** The globals that the bundles make. */
interface Bundles {
  readonly nabla_engine: typeof analysis;
  readonly nabla_numeric: typeof numeric;
  readonly nabla_code: typeof code;
}
const scope = self as unknown as DedicatedWorkerGlobalScope & Partial<Bundles>;
/** A worker of VS Code is made from a blob: its own address does not say where its files are. */
let folder = '';

const engine: Engine = {
  useBundles: address => {
    folder = address;
  },
  prepare: async () => {
    loaded('nabla_engine').useCertifier(loaded('nabla_numeric').certify);
    loaded('nabla_engine').useExperiments(loaded('nabla_numeric'));
  },
  prepareCode: async () => {
    const { codeIn, countOperations } = loaded('nabla_code');
    loaded('nabla_engine').useCodePrinter(codeIn, countOperations);
  },
  get features() {
    return loaded('nabla_engine').features;
  },
  analyzeDocument: (text, options) => loaded('nabla_engine').analyzeDocument(text, options),
};

/** @throws where the bundle cannot be loaded. */
function loaded<Name extends keyof Bundles>(name: Name): Bundles[Name] {
  if (!scope[name]) scope.importScripts(`${folder}/${name.replace('nabla_', '')}.js`);
  return scope[name] as Bundles[Name];
}

serve(createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), engine, version);
