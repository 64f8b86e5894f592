// The rewriting rules of a source file and the text of that file in which each has a switch (switchedRules.mjs): a guarded
// return that never happens, a fact of a row, a declared fact that is not known, a derivative that fails. Text level.

/** What `byFunction` returns: who asks a table of facts for a function meets the facts of that function. */
const TABLE = /return Object\.fromEntries\((elementwiseNames\.map.*)\)(?= as Record<ElementwiseName, Entry>)/;
/** Guards that keep the table of nodes, the recursion or the arguments in order: not rules. */
const NO_RULE =
  /^(?:!?known|known !== undefined|rewritten|distributed|!joined|next\.length|path$|copied|other$|inner$|exact$|summed$|below$|position === null|positions\.every|parts\.length === 1|offset\.constant === 0|(?:argument|base)\.shape\.length === 2$|Q\.isOne\(exponent\)$|rows === columns)|\.get\(|lookup\(/;
/** Arithmetic of products, sums and numbers: what they are, and not how they are written. What depends on a size alone is asked for no derivative. */
const MACHINERY =
  /^(?:tensors\/(?:product\.ts |productNetwork\.ts (?!push)|productNetwork\.ts push: .*inlinesFreely|sum\.ts |power\.ts exactPower)|operations\/cholesky\.ts lowerHalf)/;

/**
 * In the order in which they are found. `switched` is what stands in place of `length` characters from `at` on, given the
 * number of the switch.
 * @returns {{ id: string, line: number, at: number, length: number, switched: (number: number) => string }[]}
 */
export function rulesOf(name, text) {
  const masked = text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<!:)\/\/.*$/gm, blank);
  const rules = [];
  const seen = new Map();
  const add = (at, length, switched, label) => {
    const key = `${name} ${placeOf(masked, at)}: ${label.replace(/\s+/g, ' ').slice(0, 140)}`;
    if (MACHINERY.test(key)) return;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    rules.push({ id: count === 1 ? key : `${key} (${count})`, line: text.slice(0, at).split('\n').length, at, length, switched });
  };
  const rowOf = at => [...masked.slice(0, at).matchAll(/^ {2}(\w+): \{$/gm)].at(-1)?.[1];
  // if (…) return something;   if (…) { … }
  for (const { index } of name.startsWith('tensors/') ? masked.matchAll(/\bif \(/g) : []) {
    const open = index + 3;
    const close = closing(masked, open);
    if (close === null) continue;
    const condition = text.slice(open + 1, close);
    const action = masked.slice(close + 1, close + 240).trimStart();
    if (NO_RULE.test(condition) || !isRewriting(action)) continue;
    add(open + 1, condition.length, number => `ruleSwitch.holds(${number}, () => (${condition}))`, condition);
  }
  // what a row says of its function
  for (const { 0: line, index } of masked.matchAll(/^ {4}(?:atZero|ofNegative|values|keepsNonnegative|oneOfPositive|idempotent|undoes): [^\n]*,\n/gm)) {
    const row = rowOf(index);
    const fact = line.trim().slice(0, -1);
    if (row) add(index, line.length, number => `    ...ruleSwitch.fact(${number}, '${row}', { ${fact} }),\n`, `${row}: ${fact}`);
  }
  // the derivative of a function of each entry
  for (const { 0: line, index } of masked.matchAll(/^ {4}derivative: [^\n]*,\n/gm)) {
    const row = rowOf(index);
    const derivative = line.trim().slice('derivative: '.length, -1);
    if (row) add(index, line.length, number => `    derivative: ruleSwitch.derivative(${number}, ${derivative}),\n`, `${row}: derivative`);
  }
  // the derivatives of an operation on whole tensors, one an operand
  for (const { 0: head, index } of masked.matchAll(/^ +derivatives: (?=\[)/gm)) {
    const open = index + head.length;
    const list = masked.slice(open, closing(masked, open) + 1);
    if (list.includes('=>')) add(open, list.length, number => `ruleSwitch.derivatives(${number}, ${list})`, 'derivatives');
  }
  // the derivative of a kind of node
  if (name.startsWith('calculus/'))
    for (const { 1: kind, index } of masked.matchAll(/^ {4}case '([a-zA-Z]+)':/gm)) {
      const of = [...masked.slice(0, index).matchAll(/^ {2}switch \((.*)\) \{$/gm)].at(-1)[1];
      if (!/^(?:variable|dimension)$/.test(kind))
        add(index + 9, kind.length + 2, number => `ruleSwitch.kind(${number}, '${kind}', ${of})`, `derivative of ${kind}`);
    }
  // what a declared fact or the kind of a node says: `return …;` of isPositive, isNonnegative, isSymmetric
  for (const { 0: line, 1: value, index } of masked.matchAll(/^ {6}return (?!false|true|null)([^;]+);/gm))
    if (/^(?:isPositive|isNonnegative|decideSymmetry)$/.test(placeOf(masked, index)))
      add(index + 6, line.length - 6, number => `return ruleSwitch.holds(${number}, () => (${value}));`, `return ${value}`);
  return rules;
}

/** The text with the switches of these rules of it. */
export function withSwitches(text, rules) {
  let switched = '';
  let end = 0;
  for (const { id, number, at, length, switched: replacement } of rules.toSorted((a, b) => a.at - b.at)) {
    if (at < end) throw new Error(`the rule is inside of another: ${id}`);
    switched += text.slice(end, at) + replacement(number);
    end = at + length;
  }
  return (switched + text.slice(end)).replace(TABLE, 'return ruleSwitch.table(Object.fromEntries($1))');
}

/** Returns something other than a refusal, or changes the network. */
const isRewriting = action =>
  /^return (?!null\b|false\b|0\b|undefined\b|continue)/.test(action) ||
  (action.startsWith('{') && /\breturn (?!null\b|false\b)|this\.|network\.|factor\.|coefficient/.test(action.slice(0, 200)));

const blank = match => match.replace(/[^\n]/g, ' ');
const PAIRS = { '(': ')', '[': ']', '{': '}' };

function closing(masked, open) {
  const stack = [];
  for (let k = open; k < masked.length; k++) {
    if (masked[k] in PAIRS) stack.push(PAIRS[masked[k]]);
    else if (masked[k] === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return k;
    }
  }
  return null;
}

function placeOf(masked, at) {
  const heads = [...masked.slice(0, at + 1).matchAll(/^(?:export )?(?:function|const|class) (\w+)|^ {2}(?:private )?(\w+)\([^\n]*\{$/gm)];
  const head = heads.at(-1);
  return head ? (head[1] ?? head[2]) : 'top';
}
