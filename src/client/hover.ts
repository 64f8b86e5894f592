import * as vscode from 'vscode';
import type { BaseLanguageClient, Hover, Middleware } from 'vscode-languageclient';
import type { HoverMath } from '../ide/requests.ts';
import type { Picture, TypesetOptions } from '../mathjax/index.ts';
import * as messages from './messages.ts';

export type Typeset = (tex: string, options: TypesetOptions) => Picture | Promise<Picture>;

/** The ink of the hover and the default hues of the two axes (package.json, `contributes.colors`): an image sees no theme. */
const colours: Readonly<Record<vscode.ColorThemeKind, TypesetOptions['colours']>> = {
  [vscode.ColorThemeKind.Light]: { ink: '#1f1f1f', numerator: '#0057b7', denominator: '#a14600' },
  [vscode.ColorThemeKind.Dark]: { ink: '#d4d4d4', numerator: '#6cb0f7', denominator: '#f0a35e' },
  [vscode.ColorThemeKind.HighContrast]: { ink: '#ffffff', numerator: '#8cc8ff', denominator: '#ffb366' },
  [vscode.ColorThemeKind.HighContrastLight]: { ink: '#000000', numerator: '#00478f', denominator: '#853a00' },
};
/** VS Code cuts a hover at 100,000 characters, in the middle of the picture. */
const longestPicture = 90_000;
const cachedPictures = 200;

/** Adds the formula's picture to the server's hover, behind its first paragraph, in the colours of the theme in force. */
export function hoverMiddleware(client: () => BaseLanguageClient, load: () => Promise<Typeset>): Middleware {
  let typeset: Promise<Typeset> | undefined;
  const pictures = new Map<string, string>();

  const picture = async (tex: string, plain: string): Promise<string> => {
    const { kind } = vscode.window.activeColorTheme;
    const fontSize = vscode.workspace.getConfiguration('editor').get('fontSize', 14) * vscode.workspace.getConfiguration('nabla').get('hover.scale', 1);
    const key = `${kind} ${fontSize} ${tex}`;
    const known = pictures.get(key);
    if (known !== undefined) return known;
    typeset ??= load();
    const { svg, width, height } = await (await typeset)(tex, { colours: colours[kind], fontSize });
    const uri = `data:image/svg+xml;base64,${toBase64(svg)}`;
    const markdown = uri.length < longestPicture ? `![${escapeAlternative(plain)}](${uri}|width=${width},height=${height})` : '';
    if (pictures.size >= cachedPictures) pictures.clear();
    pictures.set(key, markdown);
    return markdown;
  };

  return {
    // not `next`: the converter behind it drops the field `math`
    async provideHover(document, position, token) {
      const { code2ProtocolConverter, protocol2CodeConverter } = client();
      const parameters = code2ProtocolConverter.asTextDocumentPositionParams(document, position);
      const answer = await client().sendRequest<(Hover & { math?: HoverMath }) | null>('textDocument/hover', parameters, token);
      const hover = protocol2CodeConverter.asHover(answer);
      if (!hover || !answer?.math) return hover;
      const text = hover.contents.find(content => content instanceof vscode.MarkdownString);
      if (!text) return hover;
      try {
        const drawn = await picture(answer.math.tex, answer.math.plain);
        const [first, ...rest] = text.value.split('\n\n');
        text.value = [first, drawn, ...rest].filter(paragraph => paragraph !== '').join('\n\n');
      } catch (error) {
        // the same formula stands in the hover as text
        typeset = undefined;
        client().error(messages.pictureFailed, error, false);
      }
      return hover;
    },
  };
}

/** Inside `![…]` only brackets are taken as escapes: an escaped parenthesis would show its backslash. */
function escapeAlternative(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[[\]]/g, '\\$&');
}

function toBase64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
