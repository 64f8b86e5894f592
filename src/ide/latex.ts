/** The two colours that mark axes in the engine's TeX; a picture has the theme's hues there, a copy nothing. */
export const axisColours = { numerator: '0a0001', denominator: '0a0002' } as const;

/** `\textcolor{0a0001}{pq}` → `pq`, nested ones too. What is unbalanced stays as it is. */
export function withoutAxisColours(latex: string): string {
  const opening = /\\textcolor\{0a000[12]\}\{/y;
  let out = '';
  /** For every open brace whether it belongs to a colour. */
  const open: boolean[] = [];
  for (let at = 0; at < latex.length; ) {
    opening.lastIndex = at;
    const colour = opening.exec(latex);
    if (colour) {
      open.push(true);
      at += colour[0].length;
      continue;
    }
    const character = latex[at]!;
    if (character === '\\') {
      out += latex.slice(at, at + 2);
      at += 2;
      continue;
    }
    if (character === '{') open.push(false);
    if (character !== '}' || open.pop() !== true) out += character;
    at++;
  }
  return open.includes(true) ? latex : out;
}
