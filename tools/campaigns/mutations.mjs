// Single changes of source files that make a rule wrong: signs, factors, dropped terms and operands, exchanged labels, other
// functions, other conditions. They are found in the syntax tree with the types of its expressions, so that nothing is
// changed that has no meaning; `rows` is every case, table entry and function, to see that each has a mutation. What makes a
// text, a spelling or a print, is left alone: nothing is derived from it.

import { join } from 'node:path';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { changesIn, isTable } from './changes.mjs';

/**
 * @typedef {{ id: string, file: string, where: string, change: string, line: number, from: number, to: number, replacement: string, site: Site }} Mutation
 * `site` is the expression around the change: where it is not evaluated, the change is not seen.
 * @typedef {{ from: number, to: number }} Site
 * @typedef {{ file: string, where: string, line: number }} Row
 */

/**
 * @param {string} root a folder with a tsconfig.json
 * @param {readonly string[]} files below src
 * @returns {{ mutations: Mutation[], rows: Row[] }}
 */
export function mutationsOf(root, files) {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects()[0];
    const found = files.map(file => mutationsOfFile(file, project.program.getSourceFile(join(root, 'src', file)), project.checker));
    return { mutations: found.flatMap(({ mutations }) => mutations), rows: found.flatMap(({ rows }) => rows) };
  } finally {
    api.close();
  }
}

/** The text of the file with a mutation in it. */
export const mutated = (text, { from, to, replacement }) => `${text.slice(0, from)}${replacement}${text.slice(to)}`;

/**
 * The text of the file with a call in front of each site.
 * @param {readonly (Site & { call: string })[]} sites
 */
export function observed(text, sites) {
  const inserts = sites.flatMap(({ from, to, call }) => [
    { at: from, length: to - from, text: `(${call}, ` },
    { at: to, length: -1, text: ')' },
  ]);
  // what closes comes before what opens, and the longer site opens first
  inserts.sort((a, b) => a.at - b.at || Math.sign(a.length) - Math.sign(b.length) || b.length - a.length);
  let result = '';
  let done = 0;
  for (const { at, text: inserted } of inserts) {
    result += text.slice(done, at) + inserted;
    done = at;
  }
  return result + text.slice(done);
}

function mutationsOfFile(file, source, checker) {
  const { text } = source;
  const changesOf = changesIn(source, checker);
  const rows = [];
  const mutations = [];
  const counts = new Map();
  visit(source, '');
  return { mutations, rows };

  function visit(node, place) {
    if (makesText(node)) return;
    const name = rowName(node, place);
    if (name !== null && node.kind === SyntaxKind.PropertyAssignment && isWording(node)) return;
    if (name !== null && (node.kind !== SyntaxKind.PropertyAssignment || isRule(node)))
      rows.push({ file, where: name, line: lineOf(text, node.getStart(source)) });
    const where = name ?? place;
    for (const { of, site, replacement, change } of changesOf(node)) {
      const [from, to] = [of.getStart(source), of.end];
      const key = `${file} ${where}: ${change}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const id = count === 1 ? key : `${key} (${count})`;
      mutations.push({ id, file, where, change, line: lineOf(text, from), from, to, replacement, site: { from: site.getStart(source), to: site.end } });
    }
    node.forEachChild(child => {
      visit(child, where);
    });
  }

  function makesText(node) {
    if (node.kind !== SyntaxKind.FunctionDeclaration && !isFunction(node)) return false;
    const type = checker.getTypeAtLocation(node);
    return type !== undefined && TEXT.test(checker.typeToString(type));
  }

  /** `function`, `table.entry`, `function, case 'label'`; null where nothing new begins. */
  function rowName(node, place) {
    switch (node.kind) {
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.ClassDeclaration:
        return joined(place, node.name.text);
      case SyntaxKind.VariableDeclaration:
        return place === '' || isFunction(node.initializer) ? joined(place, node.name.getText(source)) : null;
      case SyntaxKind.PropertyAssignment:
        return isTable(node.parent) ? joined(place, node.name.getText(source)) : null;
      case SyntaxKind.CaseClause:
        if (node.statements.length === 0) return null;
        return `${place.replace(/, case .*/, '')}, case ${node.expression.getText(source)}`;
      case SyntaxKind.DefaultClause:
        return `${place.replace(/, case .*/, '')}, default`;
      default:
        return null;
    }
  }
}

const joined = (place, name) => (place === '' ? name : `${place}.${name}`);
const lineOf = (text, at) => text.slice(0, at).split('\n').length;
/** The type of a function whose value is a text, texts, or what prints. */
const TEXT = /=> (?:readonly )?(?:string|OperationPrinting)(?:\[\])?(?: \| null)?$/;
/** Of a table: how it is spelled and printed. */
const isWording = ({ name }) =>
  ['called', 'code', 'latex', 'printing', 'spellings', 'methods', 'prefix', 'rule', 'words', 'name', 'takes', 'operations'].includes(name.text);
/** What is computed, and not modulo a prime only. */
const isRule = ({ name, initializer }) =>
  name.text !== 'modular' &&
  (isFunction(initializer) ||
    (name.text === 'derivatives' && initializer.elements?.some(isFunction)) ||
    [SyntaxKind.Identifier, SyntaxKind.CallExpression, SyntaxKind.PropertyAccessExpression].includes(initializer.kind) ||
    /->/.test(initializer.text ?? ''));

const isFunction = node => node?.kind === SyntaxKind.ArrowFunction || node?.kind === SyntaxKind.FunctionExpression;
