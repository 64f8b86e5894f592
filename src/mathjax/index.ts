/** The typesetting bundle: TeX to a self-contained SVG. Synchronous once loaded; loaded when the first picture is asked for. */

import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js';
import { axisColours } from '../ide/latex.ts';

export interface TypesetOptions {
  /** CSS colours, baked in: an image sees no theme. */
  readonly colours: { readonly ink: string; readonly numerator: string; readonly denominator: string };
  /** CSS pixels. */
  readonly fontSize: number;
}
export interface Picture {
  readonly svg: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** MathJax keeps every formula of a page. */
const formulasAPage = 500;

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
let page = newPage();
let count = 0;

/** @throws an Error with MathJax's message when the TeX is wrong. */
export function typeset(tex: string, { colours, fontSize }: TypesetOptions): Picture {
  if (++count % formulasAPage === 0) page = newPage();
  const node = page.convert(tex, { display: true, em: fontSize, ex: fontSize / 2, containerWidth: 80 * fontSize });
  const svg = adaptor.firstChild(node as never) as never;
  const [width, height] = ['width', 'height'].map(name => Math.ceil((Number.parseFloat(adaptor.getAttribute(svg, name)) * fontSize) / 2)) as [number, number];
  adaptor.setAttribute(svg, 'width', `${width}px`);
  adaptor.setAttribute(svg, 'height', `${height}px`);
  const painted = adaptor
    .outerHTML(svg)
    .replaceAll('currentColor', colours.ink)
    .replaceAll(`"${axisColours.numerator}"`, `"${colours.numerator}"`)
    .replaceAll(`"${axisColours.denominator}"`, `"${colours.denominator}"`);
  return { svg: painted, width, height };
}

function newPage() {
  return mathjax.document('', {
    InputJax: new TeX({
      packages: ['base', 'ams', 'boldsymbol', 'color', 'newcommand'],
      // MathJax throws a TexError, which is no Error
      formatError: (_: unknown, error: { message: string }) => {
        throw new Error(error.message);
      },
    }),
    OutputJax: new SVG({ fontCache: 'local' }),
  });
}
