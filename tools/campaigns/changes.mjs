// What can be changed at a node of the syntax tree, by the kind of the node.

import { SyntaxKind as Kind } from 'typescript/unstable/ast';

/** Each function beside another one that is defined wherever it is. */
const OTHER_FUNCTION = {
  exp: 'sinh',
  sin: 'cos',
  cos: 'sin',
  tan: 'sin',
  sinh: 'cosh',
  cosh: 'sinh',
  tanh: 'sigmoid',
  asin: 'acos',
  acos: 'asin',
  atan: 'tanh',
  sign: 'abs',
  sigmoid: 'softplus',
  softplus: 'sigmoid',
  relu: 'abs',
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

const OTHER_COMPARISON = {
  [Kind.EqualsEqualsEqualsToken]: '!==',
  [Kind.ExclamationEqualsEqualsToken]: '===',
  [Kind.LessThanToken]: '>=',
  [Kind.LessThanEqualsToken]: '>',
  [Kind.GreaterThanToken]: '<=',
  [Kind.GreaterThanEqualsToken]: '<',
};
const BOTH_OPERANDS = [Kind.PlusToken, Kind.MinusToken, Kind.AsteriskToken, Kind.AmpersandAmpersandToken, Kind.BarBarToken];

/** Types of what can be multiplied: tensors, values around them, and the values of rows that are written for any algebra. */
const SCALABLE = /^(?:T|Z|M|Value|Parts|StructuredDerivative|\w+Node|\{ (?:node|re): .*\})(?: \| (?:null|undefined|NoValue|\w+Node|\.\.\. \d+ more \.\.\.))*$/;
const LABELS = /^(?:readonly )?number\[\](?: \| undefined)?$|^(?:readonly )?\[(?:number(?:, )?)+\]$/;
const TERM = /^(?:readonly )?\[Rational, TensorNode\]$|^DerivativeTerm<T>$/;

/**
 * A function of a node of this file: `of` is replaced, and `site` is the expression that is evaluated where the change matters.
 * @returns {(node: Node) => { of: Node, site: Node, replacement: string, change: string }[]}
 */
export function changesIn(source, checker) {
  const text = node => node.getText(source);
  const change = (of, replacement, change, site = of) => ({ of, site, replacement, change });
  const known = new Map();

  const byKind = {
    [Kind.CallExpression]: node => [
      ...withoutCall(node),
      ...otherTerm(node),
      ...node.arguments.flatMap(argument => (takesValues(node) ? otherLiteral(argument) : [])),
      ...(isContribution(node) ? contribution(node) : []),
    ],
    [Kind.PropertyAccessExpression]: node => {
      if (text(node) === 'Q.ONE') return [change(node, 'Q.MINUS_ONE', 'ONE becomes MINUS_ONE')];
      return text(node) === 'Q.MINUS_ONE' ? [change(node, 'Q.ONE', 'MINUS_ONE becomes ONE')] : [];
    },
    [Kind.ArrayLiteralExpression]: node => (isAssigned(node) ? [] : [...exchanged(node), ...withoutFactor(node), ...withoutTerm(node)]),
    [Kind.BinaryExpression]: node => {
      const operator = node.operatorToken.kind;
      const { left, right } = node;
      if (OTHER_COMPARISON[operator] && !isCondition(node))
        return [change(node.operatorToken, OTHER_COMPARISON[operator], `${text(node.operatorToken)} becomes ${OTHER_COMPARISON[operator]}`, node)];
      if (!BOTH_OPERANDS.includes(operator) || isTolerance(left) || isTolerance(right)) return [];
      return [
        change(node, `(${text(right)})`, `${short(left)} ${text(node.operatorToken)} dropped`),
        change(node, `(${text(left)})`, `${text(node.operatorToken)} ${short(right)} dropped`),
      ];
    },
    [Kind.StringLiteral]: node => otherSubscripts(node),
    [Kind.PrefixUnaryExpression]: node => {
      const isSign = node.operator === Kind.MinusToken && node.operand.kind !== Kind.NumericLiteral;
      return isSign || (node.operator === Kind.ExclamationToken && !isCondition(node)) ? [change(node, `(${text(node.operand)})`, 'sign dropped')] : [];
    },
    [Kind.ConditionalExpression]: node =>
      isText(node.whenTrue) && isText(node.whenFalse) ? [] : [change(node.condition, `!(${text(node.condition)})`, `not ${short(node.condition)}`)],
    [Kind.IfStatement]: node => [change(node.expression, `!(${text(node.expression)})`, `not ${short(node.expression)}`)],
  };
  return node => [...(byKind[node.kind]?.(node) ?? []), ...multiplied(node)];

  function short(node) {
    const line = text(node).replace(/\s+/g, ' ');
    return line.length > 60 ? `${line.slice(0, 57)}…` : line;
  }

  function typeOf(node) {
    if (!known.has(node)) {
      const type = checker.getTypeAtLocation(node);
      known.set(node, type ? checker.typeToString(type) : '');
    }
    return known.get(node);
  }

  function isScalable(node) {
    return node.kind !== Kind.SpreadElement && node.kind !== Kind.ArrayLiteralExpression && SCALABLE.test(typeOf(node));
  }

  /** A function of tensors or fractions: its numbers and names are part of the mathematics. */
  function takesValues(call) {
    return isScalable(call) || typeOf(call) === 'Rational' || typeOf(call) === 'Dimension';
  }

  /** An operation becomes its operand. `linear`, `product` and `contract` have theirs in lists. */
  function withoutCall(node) {
    if (isOptional(node)) return [];
    if (/\.(?:toReversed|reverse)$/.test(text(node.expression))) return [change(node, text(node.expression.expression), 'reverse dropped')];
    const isFraction = typeOf(node) === 'Rational' && node.arguments.length === 1;
    if (!isFraction && !isScalable(node)) return [];
    const operands = node.arguments.filter(argument => typeOf(argument) === typeOf(node) || (!isFraction && isScalable(argument)));
    return operands.map(operand => change(node, `(${text(operand)})`, `${short(node.expression)} becomes its operand ${short(operand)}`));
  }

  function otherLiteral(argument) {
    const negative = argument.kind === Kind.PrefixUnaryExpression && argument.operand.kind === Kind.NumericLiteral;
    if (negative || argument.kind === Kind.NumericLiteral) {
      const value = Number(text(argument));
      return [change(argument, String(value + 1), `${value} becomes ${value + 1}`)];
    }
    const other = argument.kind === Kind.StringLiteral && OTHER_FUNCTION[argument.text];
    return other ? [change(argument, `'${other}'`, `${argument.text} becomes ${other}`)] : [];
  }

  /** A term of a derivative, `t.term(-1, 'ik,lj->ij,kl', Y, Y)`: another multiple or sign, its operand turned, a factor less, factors exchanged. */
  function otherTerm(node) {
    if (typeOf(node) !== 'DerivativeTerm<T>') return [];
    const [coefficient, subscripts, ...factors] = node.arguments;
    const value = Number(text(coefficient));
    const [, before, operand] = /^(.*->.*,)(\w*)$/.exec(subscripts.text) ?? [];
    const isTurned = operand?.length > 1 && new Set(operand).size > 1;
    return [
      change(coefficient, String(2 * value), 'term doubled', node),
      change(coefficient, String(-value), 'term negated', node),
      ...(isTurned ? [change(subscripts, `'${before}${[...operand].reverse().join('')}'`, `operand ${[...operand].reverse().join('')}`, node)] : []),
      ...factors.map(factor => change(factor, `mutation.ones(${text(factor)})`, `factor ${short(factor)} dropped`)),
      ...factors.slice(1).flatMap((second, k) => {
        const first = factors[k];
        // scalars commute
        if (text(first) === text(second) || !/\w/.test(subscripts.text)) return [];
        const given = node.arguments.map(each => text(each === first ? second : each === second ? first : each));
        return [change(node, `${text(node.expression)}(${given.join(', ')})`, `${short(first)} and ${short(second)} exchanged`)];
      }),
    ];
  }

  function isContribution({ parent, expression, arguments: given }) {
    return parent.kind === Kind.ExpressionStatement && expression.kind === Kind.Identifier && given.some(isScalable);
  }

  /** `ij->ji`, `A|B -> BA|`: the value is turned, or is not summed over its last letter any more. */
  function otherSubscripts(node) {
    const [, operands, value] = /^([\w|*, ]+)->([\w|*, ]*)$/.exec(node.text) ?? [];
    if (operands === undefined || !/\w/.test(operands)) return [];
    const letters = value.replace(/[^a-zA-Z]/g, '');
    const last = [...letters].findLast(letter => letter !== letters[0]);
    const other = last ? value.replace(letters[0], '#').replace(last, letters[0]).replace('#', last) : null;
    const summed = operands.replace(/(\w)(\W*)\1(?=\W*$)/, '$1$2Z');
    if (!other && summed === operands) {
      const changed = letters === '' ? `${operands.trim()[0]}|` : value.trim().slice(0, -1);
      return [change(node, `'${operands}-> ${changed}'`, `value ${changed}`)];
    }
    return [
      ...(other ? [change(node, `'${operands}->${other}'`, `value ${other.trim()}`)] : []),
      ...(summed !== operands ? [change(node, `'${summed}->${value}'`, `operand ${summed.trim()}`)] : []),
    ];
  }

  /** What an operand gets of the adjoint. */
  function contribution(call) {
    const given = call.arguments.filter(isScalable).at(-1);
    return [
      change(given, times(2, given), `argument of ${short(call.expression)} doubled`),
      change(given, times(-1, given), `argument of ${short(call.expression)} negated`),
      change(call, 'void 0', `${short(call.expression)} dropped`),
    ];
  }

  /** Neighbours in a list of labels, or in a list of such lists. */
  function exchanged({ elements }) {
    const isLabel = element => (element.kind === Kind.SpreadElement ? LABELS.test(typeOf(element.expression)) : /^(?:number|\d+)$/.test(typeOf(element)));
    // the rows of a table of numbers have no order
    const isList = element => element.kind !== Kind.SpreadElement && LABELS.test(typeOf(element)) && !/\d\.\d|\//.test(text(element));
    if (!elements.every(isLabel) && !elements.every(isList)) return [];
    return elements.slice(1).flatMap((second, k) => {
      const first = elements[k];
      const { parent } = first;
      if (text(first) === text(second) || isRenaming(parent, first, second, k)) return [];
      const replacement = `[${elements.map((_, at) => text(elements[at === k ? k + 1 : at === k + 1 ? k : at])).join(', ')}]`;
      return [change(parent, replacement, `${short(first)} and ${short(second)} exchanged`)];
    });
  }

  /** Labels that are new, the two of a trace, and those of a factor that stands there twice can change places. */
  function isRenaming(list, first, second, k) {
    if (text(second) === `${text(first)} + 1`) return true;
    if (list.parent.kind !== Kind.CallExpression || text(list.parent.expression) !== 'product') return false;
    const [factors, , out] = list.parent.arguments;
    const isTrace = text(out) === '[]' && text(first) === `[${second.elements?.map(text).reverse().join(', ')}]` && list.elements.length === 2;
    return isTrace || (list !== out && text(factors.elements?.[k] ?? first) === text(factors.elements?.[k + 1] ?? second));
  }

  function withoutFactor(node) {
    const { elements, parent } = node;
    const isProduct = parent.kind === Kind.CallExpression && text(parent.expression) === 'product' && parent.arguments[0] === node;
    if (!isProduct || elements.length < 2 || !elements.every(element => element.kind === Kind.SpreadElement || isScalable(element))) return [];
    return elements.filter(isScalable).map(element => change(element, `mutation.ones(${text(element)})`, `factor ${short(element)} dropped`));
  }

  function withoutTerm({ elements }) {
    if (elements.length < 2 || !elements.every(element => TERM.test(typeOf(element)))) return [];
    return elements.map((element, k) => {
      const replacement = `[${elements
        .filter((_, at) => at !== k)
        .map(text)
        .join(', ')}]`;
      return change(element.parent, replacement, `term ${short(element.elements?.[1] ?? element)} dropped`);
    });
  }

  /** Twice and minus what a function returns, twice what a name stands for; in a table also 0 and 1. */
  function multiplied(node) {
    const role = roleOf(node);
    if (role === null) return [];
    if (role === 'table function') return [change(node, `mutation.doubled(${text(node)})`, 'function doubled')];
    // not a number, however many times it is taken
    if (isChoice(node) || node.kind === Kind.ParenthesizedExpression || !isScalable(node) || /NaN/.test(text(node))) return [];
    // multiples of zero are zero, and what is filled later is zero
    if (role === 'value' && /^\{ \w+: new Float64Array\(/.test(text(node))) return [];
    if (/^(?:plain\(|a\.)?zero\(/.test(text(node))) return role === 'entry' ? [change(node, `mutation.ones(${text(node)})`, 'entry is one')] : [];
    const doubled = change(node, times(2, node), `${role} doubled`);
    if (role === 'value') return [doubled];
    const multiples = [doubled, change(node, times(-1, node), `${role} negated`)];
    return role === 'entry'
      ? [...multiples, change(node, times(0, node), 'entry is zero'), change(node, `mutation.ones(${text(node)})`, 'entry is one')]
      : multiples;
  }

  function times(factor, node) {
    return `mutation.scaled(${factor}, ${text(node)})`;
  }

  function roleOf(node) {
    const { parent } = node;
    switch (parent?.kind) {
      case Kind.ReturnStatement:
        return 'result';
      case Kind.ArrowFunction:
        if (parent.body !== node || node.kind === Kind.Block) return null;
        return parent.parent.kind === Kind.PropertyAssignment && isTable(parent.parent.parent) ? 'entry' : 'result';
      case Kind.ParenthesizedExpression:
        return roleOf(parent);
      case Kind.ConditionalExpression:
        return node === parent.condition ? null : roleOf(parent);
      case Kind.BinaryExpression:
        return isChoice(parent) ? roleOf(parent) : null;
      case Kind.VariableDeclaration:
        return parent.initializer === node ? 'value' : null;
      case Kind.PropertyAssignment:
        if (parent.initializer !== node) return null;
        if (isTable(parent.parent)) return isReference(node) && /=>/.test(typeOf(node)) && parent.name.text !== 'code' ? 'table function' : null;
        return roleOf(parent.parent) === null ? 'value' : null;
      default:
        return null;
    }
  }
}

/** An object at the top of a file, or one inside it. */
export function isTable(object) {
  let node = object.parent;
  while (node.kind === Kind.AsExpression || node.kind === Kind.SatisfiesExpression || node.kind === Kind.ParenthesizedExpression) node = node.parent;
  if (node.kind === Kind.PropertyAssignment) return isTable(node.parent);
  return node.kind === Kind.VariableDeclaration && node.parent.parent.parent.kind === Kind.SourceFile;
}

/** A choice between two of them is one of wording. */
const isText = ({ kind }) => kind === Kind.StringLiteral || kind === Kind.TemplateExpression || kind === Kind.NoSubstitutionTemplateLiteral;

/** How near counts as equal is no part of a rule. */
const isTolerance = node =>
  node.kind === Kind.NumericLiteral ? Number(node.text) > 0 && Number(node.text) < 1e-5 : /^(?:resolution|\w*[tT]olerance)$/.test(node.text ?? '');

const isReference = node => [Kind.Identifier, Kind.PropertyAccessExpression, Kind.CallExpression].includes(node.kind);

const isChoice = node =>
  node.kind === Kind.ConditionalExpression || (node.kind === Kind.BinaryExpression && node.operatorToken.kind === Kind.QuestionQuestionToken);

/** The whole condition, which is negated as such. */
const isCondition = ({ parent, pos }) =>
  (parent.kind === Kind.ConditionalExpression && parent.condition.pos === pos) || (parent.kind === Kind.IfStatement && parent.expression.pos === pos);

const isAssigned = ({ parent, pos }) => parent.kind === Kind.BinaryExpression && parent.operatorToken.kind === Kind.EqualsToken && parent.left.pos === pos;

/** A part of `a?.b(c).d` cannot be looked at alone. */
const isOptional = node => {
  for (let inner = node; inner; inner = inner.expression) if (inner.questionDotToken) return true;
  return false;
};
