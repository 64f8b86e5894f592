// Single changes of a source file that make a rule wrong: signs, factors, dropped terms and factors, exchanged labels,
// other functions, other conditions. Text level: a change that is no valid TypeScript is thrown away by whoever runs it.

/**
 * @typedef {{ id: string, where: string, change: string, line: number, text: string }} Mutation
 * `where` is the case, table entry or function; `text` is the whole changed file.
 */

/** @returns {Mutation[]} of a file's text; `name` is shown. */
export function mutationsOf(name, text) {
  const masked = withoutComments(text);
  const found = [];
  const seen = new Map();
  const add = (at, length, replacement, change, suffix = '') => {
    const where = placeOf(masked, at);
    const key = `${name} ${where} ${change}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const changed = `${text.slice(0, at)}${replacement}${text.slice(at + length)}${suffix}`;
    found.push({ id: count === 1 ? key : `${key} (${count})`, where, change, line: text.slice(0, at).split('\n').length, text: changed });
  };
  for (const [pattern, replacements] of SIMPLE)
    for (const match of masked.matchAll(pattern)) {
      if (isType(masked, match.index)) continue;
      for (const [replacement, change] of replacements(match)) add(match.index, match[0].length, replacement, change);
    }
  for (const wrap of WRAPPERS)
    for (const { at, length, inner } of wrap.find(masked)) {
      const original = text.slice(at, at + length);
      for (const [replacement, change] of wrap.replacements(original, inner && text.slice(inner.at, inner.at + inner.length)))
        add(at, length, replacement, change, HELPERS);
    }
  return found;
}

/** Appended to every file with a wrapped expression: tensors and values with a node are changed, everything else is left. */
const HELPERS = `
import { linear as mutationLinear } from '@tensors/sum.ts';
import { ones as mutationOnes } from '@tensors/leaves.ts';
function mutationScaled(factor: number, value: any): any {
  if (value && value.kind && value.shape) return mutationLinear([[{ numerator: factor, denominator: 1 }, value]], value.shape);
  return value && value.node ? { ...value, node: mutationScaled(factor, value.node) } : value;
}
function mutationOne(value: any): any {
  return value && value.kind && value.shape ? mutationOnes(value.shape) : value && value.node ? { ...value, node: mutationOnes(value.node.shape) } : value;
}
`;

const FUNCTIONS = {
  exp: 'sinh',
  sin: 'cos',
  cos: 'sin',
  sinh: 'cosh',
  cosh: 'sinh',
  sign: 'abs',
  sigmoid: 'softplus',
  step: 'relu',
  log: 'exp',
  abs: 'relu',
  erf: 'tanh',
  expm: 'cosm',
  logm: 'sqrtm',
  sqrtm: 'expm',
  sinm: 'cosm',
  cosm: 'sinm',
};
const SIMPLE = [
  [/\bQ\.ONE\b/g, () => [['Q.MINUS_ONE', 'ONE becomes MINUS_ONE']]],
  [/\bQ\.MINUS_ONE\b/g, () => [['Q.ONE', 'MINUS_ONE becomes ONE']]],
  [/\bQ\.rational\((-?\d+)/g, ([, value]) => [[`Q.rational(${Number(value) + 1}`, `rational(${value}) becomes ${Number(value) + 1}`]]],
  [/\bQ\.negate\(/g, () => [['(', 'negate dropped']]],
  [/\bQ\.reciprocal\(/g, () => [['(', 'reciprocal dropped']]],
  // labels of two axes, exchanged
  [
    /(?<![=:] ?)(?<!(?:const|let) )\[((?:\.\.\.)?[\w$]+), ((?:\.\.\.)?[\w$]+)\](?! =|\s*(?:as|of)\b)/g,
    ([, a, b]) => (a === b ? [] : [[`[${b}, ${a}]`, `[${a}, ${b}] exchanged`]]),
  ],
  [/\[\.\.\.(\w+), (\w+), (\w+)\]/g, ([, a, b, c]) => [[`[...${a}, ${c}, ${b}]`, `[…, ${b}, ${c}] exchanged`]]],
  // a term of a sum on a line of its own
  [/^ *\[Q\.(?:ONE|MINUS_ONE), [^\n]*\],\n/gm, () => [['', 'term dropped']]],
  [
    /'(exp|sin|cos|sinh|cosh|sign|sigmoid|step|log|abs|erf|expm|logm|sqrtm|sinm|cosm)'(?=, )/g,
    ([, function_]) => [[`'${FUNCTIONS[function_]}'`, `${function_} becomes ${FUNCTIONS[function_]}`]],
  ],
  [/ \? 1 : 0\b/g, () => [[' ? 0 : 1', '1 : 0 exchanged']]],
  [/ === /g, () => [[' !== ', '=== becomes !==']]],
  [/ !== /g, () => [[' === ', '!== becomes ===']]],
  [/ < /g, () => [[' >= ', '< becomes >=']]],
  [/ \+ 1\b/g, () => [['', '+ 1 dropped']]],
  [/(?<=\w) - 1\b/g, () => [['', '- 1 dropped']]],
  [/\b(\w+) \+ (node\.axis|rows\.length|own\.length|shift|outside\.indexOf\(index\)|axis)\b/g, ([, a, b]) => [[`${b}`, `${a} + dropped before ${b}`]]],
  [/\.toReversed\(\)|\.reverse\(\)/g, () => [['', 'reverse dropped']]],
  [/\binverse\((?=node|argument|matrix)/g, () => [['(', 'inverse dropped']]],
  [/\btranspose\(/g, () => [['(', 'transpose dropped']]],
];

const WRAPPERS = [
  // what an operand gets of the adjoint
  {
    find: masked =>
      calls(masked, 'contribute')
        .filter(({ args }) => args.length === 2)
        .map(({ at, length, args }) => ({ at, length, inner: args[1] })),
    replacements: (call, argument) => [
      [call.replace(argument, () => `mutationScaled(2, ${argument})`), 'contribution doubled'],
      [call.replace(argument, () => `mutationScaled(-1, ${argument})`), 'contribution negated'],
      [`void 0`, 'contribution dropped'],
    ],
  },
  // what a rule returns
  {
    find: masked => returns(masked),
    replacements: expression => [
      [`mutationScaled(2, ${expression})`, 'result doubled'],
      [`mutationScaled(-1, ${expression})`, 'result negated'],
    ],
  },
  // the value of a table entry `name: argument => expression,`
  {
    find: masked => entries(masked),
    replacements: expression => [
      [`mutationScaled(2, ${expression})`, 'entry doubled'],
      [`mutationScaled(-1, ${expression})`, 'entry negated'],
      [`mutationScaled(0, ${expression})`, 'entry is zero'],
      [`mutationOne(${expression})`, 'entry is one'],
    ],
  },
  // one factor of a product
  {
    find: masked => calls(masked, 'product').flatMap(({ args }) => factorsIn(masked, args[0])),
    replacements: factor => [[`mutationOne(${factor})`, `factor ${factor.replace(/\s+/g, ' ')} dropped`]],
  },
];

/** Calls `name(a, b)` with the places of their arguments. */
function calls(masked, name) {
  return [...masked.matchAll(new RegExp(`(?<![\\w.])${name}\\(`, 'g'))].flatMap(({ index }) => {
    if (/function $/.test(masked.slice(Math.max(0, index - 9), index))) return [];
    const open = index + name.length;
    const close = closing(masked, open);
    return close === null ? [] : [{ at: index, length: close + 1 - index, args: parts(masked, open + 1, close) }];
  });
}

/** `return expression;` where the expression is a call, an object with a node, or a conditional. */
function returns(masked) {
  return [...masked.matchAll(/\breturn (?=[\w({])/g)].flatMap(({ index }) => {
    const at = index + 'return '.length;
    const end = endOfExpression(masked, at);
    const expression = masked.slice(at, end);
    return end === null || /^(?:null|true|false|\w+;?)$/.test(expression.trim()) ? [] : [{ at, length: end - at }];
  });
}

function entries(masked) {
  return [...masked.matchAll(/^ {2}\w+: (?:\([\w, ]*\)|\w+) => (?!\{)/gm)].flatMap(({ index, 0: head }) => {
    const at = index + head.length;
    const end = endOfExpression(masked, at, ',');
    return end === null ? [] : [{ at, length: end - at }];
  });
}

/** The elements of an array literal of two or more. */
function factorsIn(masked, argument) {
  if (!argument || masked[argument.at] !== '[') return [];
  const close = closing(masked, argument.at);
  const elements = close === null ? [] : parts(masked, argument.at + 1, close);
  return elements.length < 2 ? [] : elements.filter(({ at, length }) => !masked.slice(at, at + length).startsWith('...'));
}

const PAIRS = { '(': ')', '[': ']', '{': '}' };

function closing(masked, open) {
  const stack = [];
  for (let k = open; k < masked.length; k++) {
    const letter = masked[k];
    if (letter in PAIRS) stack.push(PAIRS[letter]);
    else if (letter === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return k;
    }
  }
  return null;
}

/** The parts between commas, without the space around them. */
function parts(masked, from, to) {
  const found = [];
  let start = from;
  const push = end => {
    const raw = masked.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    if (raw.trim() !== '') found.push({ at: start + lead, length: raw.trim().length });
  };
  for (let k = from; k < to; k++) {
    if (masked[k] in PAIRS) k = closing(masked, k) ?? to;
    else if (masked[k] === ',') {
      push(k);
      start = k + 1;
    }
  }
  push(to);
  return found;
}

function endOfExpression(masked, from, stop = ';') {
  for (let k = from; k < masked.length; k++) {
    if (masked[k] in PAIRS) {
      const close = closing(masked, k);
      if (close === null) return null;
      k = close;
    } else if (masked[k] === stop || masked[k] === ';' || masked[k] === '}') return k;
  }
  return null;
}

/** Comments and import lines as spaces, so that nothing in them is changed and places stay. */
function withoutComments(text) {
  const blank = match => match.replace(/[^\n]/g, ' ');
  return text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/(?<!:)\/\/.*$/gm, blank)
    .replace(/^import [\s\S]*?;$/gm, blank);
}

/** In a type annotation, an interface or a cast nothing changes what runs. */
function isType(masked, at) {
  const line = masked.slice(masked.lastIndexOf('\n', at) + 1, masked.indexOf('\n', at));
  return /^\s*(?:export )?(?:type|interface|readonly)\b/.test(line) || /\bas \[/.test(line.slice(Math.max(0, at - masked.lastIndexOf('\n', at) - 5)));
}

/** The nearest case label, table entry or function above. */
function placeOf(masked, at) {
  const before = masked.slice(0, at + 1);
  const functionAt = Math.max(...[...before.matchAll(/^(?:export )?(?:function (\w+)|const (\w+) = )/gm)].map(({ index }) => index), -1);
  const functionName = functionAt < 0 ? 'top' : /(?:function|const) (\w+)/.exec(before.slice(functionAt))[1];
  const labels = [...before.matchAll(/^ {4}case '(\w+)'/gm)].filter(({ index }) => index > functionAt);
  const entry = [...before.matchAll(/^ {2}(\w+): /gm)].filter(({ index }) => index > functionAt).at(-1);
  if (labels.length > 0) return `case ${labels.at(-1)[1]}`;
  return entry ? `${functionName}.${entry[1]}` : functionName;
}
