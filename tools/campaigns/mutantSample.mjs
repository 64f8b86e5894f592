// A few mutants, one of every table, each with a document that must show it: the check of the check that `npm test` makes.
// node tools/campaigns/mutantSample.mjs prints what was caught, and exits with 1 where one was not.

import { copyOfCheckout } from './checkout.mjs';
import { Engine, sourceText } from './engine.mjs';
import { mutated, mutationsOf } from './mutations.mjs';

const SAMPLE = [
  ['operations/elementwise.ts rows.sin.derivative: entry negated', 'd(sin(a x + y))/da'],
  ['operations/elementwise.ts rows.exp.complex: entry doubled', 'd(exp(a x + y))/da'],
  ['operations/matrixOperations.ts rows.determinant.meaning: entry doubled', 'd(det(A))/dA'],
  ['operations/matrixFunctions.ts rows.cosm.derivative: entry negated', 'd(tr(cosm(A)))/dA'],
  ['calculus/matrixFunctionDerivatives.ts matrixPowerDerivative: MINUS_ONE becomes ONE', 'd(a * tr((4 * eye(n) + tanh(A))^κ))/dA'],
  ['operations/matrixOperations.ts rows.inverse.node.derivatives: term negated', 'd(inv(A) x)/dA'],
  ['operations/softmax.ts softmax.derivatives: term negated', 'd(softmax(x))/dx'],
  ["calculus/forward.ts differentialOf, case 'power': result doubled", 'd(a^3 + a^(-2) + c^(1/3))/da'],
  ["calculus/structured.ts structuredDerivatives, case 'symmetric': term diagonal dropped", "d(x' S y)/dS"],
  ["lowering/lower.ts lowerNode, case 'subtract': MINUS_ONE becomes ONE", 'd((a + x) .* (1 - y))/da'],
  ["lowering/blocks.ts asMatrix, case 'vector': result doubled", 'd(normF([X, u]))/du'],
  ['lowering/indexed.ts align.extend: result doubled', 'd(sum_i A[i,:] * sum(B[:,i] + x))/dB'],
];

const copy = copyOfCheckout(['src', 'test/random']);
const files = [...new Set(SAMPLE.map(([id]) => id.slice(0, id.indexOf(' '))))];
const known = new Map(mutationsOf(copy, files).mutations.map(mutation => [mutation.id, mutation]));
const engine = new Engine(copy);
const problems = [];
try {
  const { queries, threw } = await engine.load(new Map());
  if (!queries) throw new Error(`the unbroken engine cannot be loaded: ${threw}`);
  const documents = SAMPLE.map(([, query]) => queries.indexOf(query));
  for (const [k, [, query]] of SAMPLE.entries()) await expect('verified', documents[k], `the unbroken engine: ${query}`);
  for (const [k, [id]] of SAMPLE.entries()) {
    const mutation = known.get(id);
    if (!mutation) problems.push(`no mutation is called ${id}`);
    else {
      const loaded = await engine.load(new Map([[mutation.file, mutated(sourceText(copy, mutation.file), mutation)]]));
      if (!loaded.queries) throw new Error(`${id} cannot be loaded: ${loaded.threw ?? 'it does not end'}`);
      await expect('disagrees', documents[k], id);
    }
  }
} finally {
  await engine.close();
}
for (const problem of problems) console.log(problem);
console.log(`${SAMPLE.length - problems.length} of ${SAMPLE.length} caught`);
process.exit(problems.length > 0 ? 1 : 0);

async function expect(verdict, document, what) {
  const { answer, threw } = document < 0 ? { threw: 'no document asks it' } : await engine.ask(document);
  if (answer?.verdict !== verdict) problems.push(`${what}: ${answer?.verdict ?? threw ?? 'no answer'}`);
}
