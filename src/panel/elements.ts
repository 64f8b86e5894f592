/** Building the page: elements from a tag, attributes and children; text always as text nodes. */

export type Child = Node | string | null | undefined | false;
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `true` writes an empty attribute; `false`, `null` and `undefined` write none. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const result = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    result.setAttribute(name, value === true ? '' : String(value));
  }
  append(result, children);
  return result;
}

export function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
}

/** A sentence in which `code` stands between backticks. */
export function prose(text: string): Child[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? element('code', {}, piece) : piece));
}

/** Text for screen readers alone. */
export function hiddenText(text: string): HTMLElement {
  return element('span', { class: 'hidden-text' }, text);
}

/** A button with an icon; its name is its tooltip too. */
export function toolButton(icon: Node, name: string, key: string, attributes: Attributes = {}): HTMLButtonElement {
  return element('button', { class: 'tool', type: 'button', title: name, 'aria-label': name, 'data-key': key, ...attributes }, icon);
}
