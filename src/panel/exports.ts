/** A result with its derivation as a document: LaTeX, Markdown, and HTML that needs nothing from elsewhere. */

import katex from 'katex';
import type { Derivation, Line } from '../derivations/derivation.ts';
import { derivationTex, lineTex, resultTex, type ShownForm, texText } from './copy.ts';
import { plainTex } from './formula.ts';
import { given, layoutFacts, sections, styleNames, exported as words } from './messages.ts';
import type { PanelFormula, PanelLayout, PanelResult } from './protocol.ts';

export interface Exported {
  readonly result: PanelResult;
  readonly layout: PanelLayout;
  readonly form: ShownForm;
  /** null where none is shown. */
  readonly derivation: Derivation | null;
}

/** A whole document for LaTeX with amsmath. */
export function latexDocument(exported: Exported): string {
  const { derivation } = exported;
  return [
    `% ${oneLine(heading(exported.result))}`,
    '\\documentclass{article}',
    '\\usepackage{amsmath,amssymb}',
    '\\begin{document}',
    ...givenRows(exported.result).map(([name, formulas]) => `${name}: ${formulas.map(formula => `$${plainTex(formula.tex)}$`).join(', ')}\n`),
    `\\[ ${resultTex(exported.form)} \\]`,
    '',
    texText(facts(exported).join('; ')),
    ...(derivation === null ? [] : ['', `\\section*{${texText(derivationTitle(derivation))}}`, '\\[', derivationTex(derivation), '\\]']),
    '\\end{document}',
    '',
  ].join('\n');
}

/** Markdown with mathematics between dollars, as GitHub, Jupyter and VS Code show it. */
export function markdown(exported: Exported): string {
  const { derivation, result } = exported;
  return [
    `# ${markdownText(heading(result))}`,
    '',
    ...givenRows(result).map(([name, formulas]) => `- ${name}: ${formulas.map(formula => `$${plainTex(formula.tex)}$`).join(', ')}`),
    '',
    `$$\n${resultTex(exported.form)}\n$$`,
    '',
    markdownText(facts(exported).join('; ')),
    ...(derivation === null
      ? []
      : [
          '',
          `## ${derivationTitle(derivation)}`,
          ...derivation.lines.flatMap((line, k) => ['', `${k + 1}. ${markdownText(line.rule)}`, '', `   $$\n   ${lineTex(line)}\n   $$`]),
        ]),
    '',
  ].join('\n');
}

/** One file: the mathematics is MathML, which needs neither fonts nor styles nor a network. */
export function htmlDocument(exported: Exported): string {
  const { derivation, result, form } = exported;
  const steps = derivation === null ? [] : [`<h2>${escaped(derivationTitle(derivation))}</h2>`, '<ol>', ...derivation.lines.map(stepHtml), '</ol>'];
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(heading(result))}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1><code>${escaped(result.query)}</code> <small>${escaped(result.place)}</small></h1>`,
    `<p class="result">${mathml(resultTex(form), true)}</p>`,
    `<p>${escaped(facts(exported).join('; '))}</p>`,
    ...givenRows(result).map(([name, formulas]) => `<p>${escaped(name)}: ${formulas.map(formula => mathml(plainTex(formula.tex), false)).join(', ')}</p>`),
    ...steps,
    `<footer>${escaped(words.mathml)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** `dL_dθ`: what is asked, as the name of a file. */
export function fileName({ query }: PanelResult): string {
  const name = query
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return name === '' ? 'derivative' : name;
}

/** The derivation, or the result alone, as one formula. */
export const pictureTex = ({ derivation, form }: Exported): string => (derivation === null ? resultTex(form) : derivationTex(derivation));

const heading = ({ query, place }: PanelResult): string => `${query} (${place})`;
const derivationTitle = ({ style: name }: Derivation): string => `${sections.derivation}: ${styleNames[name]}`;
const facts = ({ result, layout }: Exported): readonly string[] => [result.certificate.text, layout.name ?? layoutFacts[layout.layout], ...result.validity];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const givenRows = ({ definitions, shapes }: PanelResult): readonly (readonly [string, readonly PanelFormula[]])[] =>
  (
    [
      [given.definitions, definitions],
      [given.shapes, shapes],
    ] as const
  ).filter(([, formulas]) => formulas.length > 0);

function stepHtml(line: Line): string {
  return `<li><p>${mathml(lineTex(line), true)}</p><p class="why">${escaped(line.source === null ? line.rule : `${line.rule} (${line.source})`)}</p></li>`;
}

/** A formula that cannot be typeset is given as its source. */
function mathml(tex: string, display: boolean): string {
  try {
    const html = katex.renderToString(tex, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 1_000,
      maxSize: 20,
    });
    return html.replace(/^<span class="katex">|<\/span>$/g, '');
  } catch (error) {
    if (!(error instanceof katex.ParseError) && !(error instanceof RangeError)) throw error;
    return `<code>${escaped(tex)}</code>`;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const markdownText = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>#$|]/g, '\\$&');

const style =
  'body{max-width:50em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif}h1{font-size:1.2em}h2{font-size:1.05em}small,.why,footer{color:#595959;font-weight:400}.result{font-size:1.3em;overflow-x:auto}li p{margin:.2em 0;overflow-x:auto}footer{margin-top:2em;font-size:.85em}@media (prefers-color-scheme:dark){body{background:#1f1f1f;color:#ddd}small,.why,footer{color:#aaa}}';
