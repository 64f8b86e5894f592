// Prints one document with every LaTeX text of the identities: node --import tsx test/identities/latexDocument.ts

import { latexTexts } from './latexTexts.ts';

const head = String.raw`\documentclass{article}
\usepackage{amsmath}
\usepackage[paperwidth=200cm,paperheight=29cm,margin=1cm]{geometry}
\begin{document}
\noindent
`;
const verbatim = (text: string): string => text.replace(/[^A-Za-z0-9.,:()]/g, ' ');
const lines = latexTexts().map(({ id, form, latex }) => `\\typeout{NABLA ${verbatim(id)} ${form}}${verbatim(id)}, ${form}: $\\displaystyle ${latex}$\\\\[4pt]`);
console.log(`${head}${lines.join('\n')}\n\\end{document}`);
