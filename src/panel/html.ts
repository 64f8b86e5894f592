/** Where the parts of the page are, as the webview's own addresses. */
export interface PanelPageParts {
  /** Address of panel.js. */
  readonly script: string;
  /** Address of panel.css. */
  readonly style: string;
  /** The source that style sheets and fonts come from: a webview's `cspSource`. */
  readonly csp: string;
  /** Fresh for each page. */
  readonly nonce: string;
}

/** The page of the webview. Its policy allows one script by nonce, and no inline style. */
export function panelHtml(parts: PanelPageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.csp}`,
    `font-src ${parts.csp}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Nabla</title>',
    `<link rel="stylesheet" href="${attribute(parts.style)}">`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    `<script nonce="${attribute(parts.nonce)}" src="${attribute(parts.script)}"></script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
