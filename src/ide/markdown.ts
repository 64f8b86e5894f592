/** Text of a document inside Markdown: nothing in it may become a link, an image, a heading or markup. */

/** On one line, in a code span: shown exactly as it is. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A fenced block that its text cannot close. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(run => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** On one line, as prose. */
export function escapeMarkdown(text: string): string {
  // CommonMark lets every ASCII punctuation mark be escaped; this also breaks up addresses that would become links by themselves
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

export function commandLink(title: string, command: string, args: readonly unknown[]): string {
  // parentheses survive encodeURIComponent and would end the link
  const encoded = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, character => (character === '(' ? '%28' : '%29'));
  return `[${escapeMarkdown(title)}](command:${command}?${encoded})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
