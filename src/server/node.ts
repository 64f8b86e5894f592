import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { workspaceFiles } from '../cli/workspaceFiles.ts';
import { serve } from './core.ts';
import { engine } from './nodeEngine.ts';

// compiled code of the bundles that are loaded later is kept from one start to the next; Node has it from 22.1 on
const nodeModule = process.getBuiltinModule?.('node:module') as { readonly enableCompileCache?: () => unknown } | undefined;
nodeModule?.enableCompileCache?.();

// `--node-ipc`, `--stdio`, `--socket=` and `--pipe=` are read from argv by createConnection
serve(createConnection(ProposedFeatures.all), engine, version, workspaceFiles);
