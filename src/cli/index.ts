import { version } from '../../package.json';
import { analyzeDocument, analyzeFile, useCertifier, useCodePrinter } from '../analysis/document.ts';
import { run } from './run.ts';

// `nabla check . | head`: who reads no further is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const { FORCE_COLOR, NO_COLOR } = process.env;

void run(process.argv.slice(2), {
  engine: {
    analyzeDocument,
    analyzeFile,
    prepare: async () => useCertifier((await import('../numeric/index.ts')).certify),
    prepareCode: async () => {
      const { codeIn, countOperations } = await import('../code/index.ts');
      useCodePrinter(codeIn, countOperations);
    },
  },
  cwd: process.cwd(),
  version,
  colours: FORCE_COLOR ? FORCE_COLOR !== '0' : process.stdout.isTTY === true && !NO_COLOR,
  out: text => process.stdout.write(text),
  error: text => process.stderr.write(text),
  serve: async () => {
    await import('../server/node.ts');
    // the server ends the process when its client says exit or goes away
    await new Promise(() => undefined);
  },
  serveModels: async () => {
    await import('../mcp/node.ts');
    // the process ends with its input
    await new Promise(() => undefined);
  },
}).then(code => {
  process.exitCode = code;
});
