// node tools/package.mjs [FILE.vsix]: the extension as a .vsix. vsce runs the production build first (vscode:prepublish).

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runNode } from './modules.mjs';

const file = process.argv[2] ?? join(root, 'nabla.vsix');
mkdirSync(dirname(file), { recursive: true });
const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
process.exit(runNode([vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '-o', file]));
