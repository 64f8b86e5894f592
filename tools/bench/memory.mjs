// npm run memory [-- --edits 100000] [--every 10000]
// Edits documents of the built server (npm run build) over standard input and output, each edit followed by a request, and prints
// the heap after garbage collection at every step. Names and sizes are new ones all the time, so that a table that keeps what
// it has seen grows. Exit 1 where the second half of the steps is more than a fifth above the first half.

import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { helpFrom, option } from '../campaigns/processes.mjs';
import { root } from '../modules.mjs';
import { BenchClient, uriOf } from './client.mjs';

helpFrom(import.meta.filename);
const edits = Number(option('edits', 100_000));
const every = Number(option('every', edits / 10));
const growthLimit = 1.2;

/** The same numbers every time. */
function makeRandom(seed) {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const random = makeRandom(1);

const leastSquares = 'Φ ∈ ℝ^{N×D}, y ∈ ℝ^N, θ ∈ ℝ^D\ne = y - Φ θ\nL = ‖e‖²\ndL/dθ\ndL/dθ = -2 eᵀ Φ\n';
// small ones: what is looked for grows with the number of edits, and an edit is to take a millisecond
const documents = [
  ['mc', 'least.mc', '', leastSquares],
  ['python', 'least.py', '    # ', `def loss(Φ, y, θ):\n    # nabla:\n${leastSquares.replace(/^(?=.)/gm, '    # ')}    return y\n`],
  ['markdown', 'least.md', '', `# Least squares\n\n\`\`\`mc\n${leastSquares}\`\`\`\n\nand $x \\in \\mathbb{R}^n$\n`],
].map(([languageId, name, sign, original]) => ({ uri: uriOf(name), languageId, sign, original }));

const client = new BenchClient(join(root, 'dist/server.js'), ['--expose-gc', '-r', join(import.meta.dirname, 'heap.cjs')]);
await client.initialize();
for (const each of documents) {
  each.text = each.original;
  await client.open(each.uri, each.languageId, each.text);
}
const heaps = [];
for (let count = 1; count <= edits; count++) {
  const document = documents[count % documents.length];
  const [start, end, text] = nextEdit(document, count);
  const positions = TextDocument.create(document.uri, '', 0, document.text);
  await client.change(document.uri, { start: positions.positionAt(start), end: positions.positionAt(end) }, text);
  document.text = document.text.slice(0, start) + text + document.text.slice(end);
  if (count % 97 === 0) await client.hover(document.uri, random(40), random(20));
  if (count % every === 0) {
    const heap = await heapOf(client.child);
    heaps.push(heap);
    console.log(`${String(count).padStart(8)} edits  ${(heap / 1e6).toFixed(1).padStart(7)} MB`);
  }
}
await client.stop();
const [first, second] = [heaps.slice(0, heaps.length >> 1), heaps.slice(heaps.length >> 1)].map(
  half => half.reduce((sum, heap) => sum + heap, 0) / half.length,
);
const growth = second / first;
console.log(`second half / first half: ${growth.toFixed(3)} (${growthLimit} at most)`);
process.exit(growth > growthLimit ? 1 : 0);

function heapOf(server) {
  return new Promise(done => {
    server.stderr.setEncoding('utf8').once('data', text => done(Number(/heap (\d+)/.exec(text)[1])));
    server.kill('SIGUSR2');
  });
}

/** A line of mathematics with names of its own, a character anywhere, something deleted; from time to time the text as it was. */
function nextEdit({ text, original, sign }, count) {
  if (text.length > 2 * original.length || count % 50 < documents.length) return [0, text.length, original];
  const at = random(text.length);
  const line = text.indexOf('\n', at) + 1;
  switch (random(4)) {
    case 0:
      return [line, line, `${sign}v${count} ∈ ℝ^{n${count}×m${count}}, w${count} ∈ ℝ^{m${count}}\n`];
    case 1:
      return [line, line, `${sign}d(‖v${count - 3} w${count - 3} - ${random(1000)} z${count}‖²)/dw${count - 3}\n`];
    case 2:
      return [at, at, 'xyzΦθ+-=()ᵀ'[random(11)]];
    default:
      return [at, Math.min(text.length, at + 1 + random(6)), ''];
  }
}
