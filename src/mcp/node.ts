/** The server on standard input and output. */

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { version } from '../../package.json';
import { engine } from '../server/nodeEngine.ts';
import { makeServer } from './server.ts';

// whoever asked has gone
process.stdout.on('error', () => process.exit());

// standard output is the protocol's
void makeServer(engine, version, message => process.stderr.write(`${message}\n`)).connect(new StdioServerTransport());
