/** The page: the header with the query, and below it a result with its derivation, a message, or nothing yet. */

import { CODE_LABELS } from '../code/input.ts';
import type { Derivation } from '../derivations/derivation.ts';
import { codeView } from './codeView.ts';
import { derivationTex, messageText, resultTex, resultText, shownForm } from './copy.ts';
import { type Child, element, toolButton } from './elements.ts';
import { fileName, htmlDocument, latexDocument, markdown, pictureTex } from './exports.ts';
import { graphView } from './graphView.ts';
import { icon } from './icons.ts';
import { limitView } from './limitView.ts';
import { type MenuItem, menuButton } from './menu.ts';
import { code as codeWords, copying, more, switches, viewNames, header as words } from './messages.ts';
import { emptyPage, notice } from './notice.ts';
import { numbersView } from './numbersView.ts';
import { propertiesSection } from './properties.ts';
import type { FromPanel, PanelContent, PanelLayout, PanelMessage, PanelPreferences, PanelResult, PanelView, SavedFiles } from './protocol.ts';
import { resultSection } from './result.ts';
import { limitChoice, nextSeed, numbersFor, type PanelState, shownLayout } from './state.ts';
import { tabList } from './tabs.ts';
import { tensorView } from './tensorView.ts';
import { derivationView, shownDerivation } from './view.ts';

export interface Shell {
  readonly state: PanelState;
  /** What is being typed into fields and not applied, which a redrawn page shows again. */
  readonly drafts: Map<string, string>;
  /** A choice changes the state; `redraw` is false where the page already shows it. */
  readonly change: (change: Partial<PanelState>, redraw: boolean) => void;
  readonly prefer: (change: Partial<PanelPreferences>) => void;
  readonly post: (message: FromPanel) => void;
  readonly copy: (text: string, what: string) => void;
  /** Says it to a screen reader and shows it for a moment. */
  readonly say: (text: string) => void;
}

export function page(shell: Shell, content: PanelContent): HTMLElement {
  if (content.kind === 'empty') return element('main', { class: 'panel' }, emptyPage(content.text));
  if (content.kind === 'message') return element('main', { class: 'panel' }, header(shell, content, []), messagePart(shell, content));
  return resultPage(shell, content);
}

function resultPage(shell: Shell, result: PanelResult): HTMLElement {
  const { state } = shell;
  const layout = shownLayout(result, state.layoutChoice);
  if (layout === null) return element('main', { class: 'panel' }, header(shell, result, []));
  const form = shownForm(result, layout, state.preferences.notation);
  const views = viewsOf(result);
  const view = views.find(({ value }) => value === state.preferences.view)?.value ?? 'derivation';
  const derivation = shownDerivation(layout, state.preferences.style);
  const copyDerivation = (shown: Derivation): void => shell.copy(derivationTex(shown), copying.derivation);
  const copies: MenuItem[] = [];
  if (result.certificate.verdict === 'verified') {
    copies.push(
      { name: copying.latex, run: () => shell.copy(resultTex(form), copying.latex) },
      { name: copying.text, run: () => shell.copy(resultText(form), copying.text) },
    );
    if (derivation !== null) copies.push({ name: copying.derivation, run: () => copyDerivation(derivation) });
    const exported = { result, layout, form, derivation };
    copies.push(
      { name: copying.document, run: () => shell.copy(latexDocument(exported), copying.document) },
      { name: copying.markdown, run: () => shell.copy(markdown(exported), copying.markdown) },
      { name: copying.html, run: () => shell.copy(htmlDocument(exported), copying.html) },
    );
    copies.push({ name: copying.code, run: () => shell.post({ type: 'copyCode', ...placeOf(result), language: state.preferences.code }) });
    const files = (): SavedFiles => ({
      name: fileName(result),
      tex: latexDocument(exported),
      md: markdown(exported),
      html: htmlDocument(exported),
      picture: pictureTex(exported),
    });
    copies.push({ name: copying.save, run: () => shell.post({ type: 'save', files: files() }) });
  }
  const fold = (openProperties: PanelState['openProperties']): void => shell.change({ openProperties }, true);
  return element(
    'main',
    { class: 'panel' },
    header(shell, result, copies),
    resultSection({
      result,
      layout,
      form,
      onNotation: notation => shell.prefer({ notation }),
      onLayout: chosen => {
        shell.change({ layoutChoice: { layout: chosen, document: result.layout === 'both' ? 'numerator' : result.layout } }, true);
        shell.post({ type: 'layout', layout: chosen });
      },
      onUnavailable: shell.say,
    }),
    propertiesSection({ result, open: state.openProperties, onFold: fold }),
    tabList({ label: switches.view, tabs: views, chosen: view, onChoose: chosen => shell.prefer({ view: chosen }) }),
    otherView(shell, result, layout, view) ??
      derivationView({
        result,
        layout,
        derivation,
        unfolded: derivation === null ? [] : (state.unfolded[derivation.style] ?? []),
        onStyle: style => shell.prefer({ style }),
        onUnavailable: shell.say,
        onFold: (style, unfolded) => shell.change({ unfolded: { ...shell.state.unfolded, [style]: unfolded } }, false),
        onCopy: copyDerivation,
      }),
  );
}

const viewOrder: readonly PanelView[] = ['derivation', 'graph', 'tensor', 'limit', 'numbers', 'code'];

/** A view that cannot exist is not shown. */
const viewsOf = (result: PanelResult) => {
  const optional = { graph: result.graph, tensor: result.tensor, limit: result.limit, numbers: result.numbers };
  return viewOrder
    .filter(value => !(value in optional) || optional[value as keyof typeof optional] !== undefined)
    .map(value => ({ value, name: viewNames[value] }));
};

/** null for the derivation. */
function otherView(shell: Shell, result: PanelResult, layout: PanelLayout, view: PanelView): HTMLElement | null {
  switch (view) {
    case 'graph':
      return graphOf(shell, result, layout);
    case 'tensor':
      return tensorOf(shell, result, layout);
    case 'limit':
      return limitOf(shell, result);
    case 'numbers':
      return numbersOf(shell, result, layout);
    case 'code':
      return codeOf(shell, result);
    case 'derivation':
      return null;
  }
}

function graphOf(shell: Shell, result: PanelResult, layout: PanelLayout): HTMLElement {
  return graphView({
    graph: result.graph ?? null,
    layout,
    step: shell.state.reverseStep,
    onStep: reverseStep => shell.change({ reverseStep }, false),
    onSizes: sizes => shell.post({ type: 'sizes', sizes }),
    onReveal: line => shell.post({ type: 'reveal', uri: result.uri, line }),
  });
}

function limitOf(shell: Shell, result: PanelResult): HTMLElement {
  const { seed } = numbersFor(shell.state, result.uri);
  const ask = (): void => shell.post({ type: 'limit', limit: limitChoice(shell.state, result.uri) });
  return limitView({
    limit: result.limit ?? null,
    state: shell.state.limit,
    seed,
    onChoose: change => {
      shell.change({ limit: { ...shell.state.limit, ...change } }, false);
      ask();
    },
    onStep: exponent => shell.change({ limit: { ...shell.state.limit, exponent } }, false),
    onRenew: () => {
      shell.change({ numbers: { ...numbersFor(shell.state, result.uri), seed: nextSeed(seed) } }, false);
      ask();
    },
  });
}

function numbersOf(shell: Shell, result: PanelResult, layout: PanelLayout): HTMLElement {
  return numbersView({
    numbers: result.numbers ?? null,
    choice: numbersFor(shell.state, result.uri),
    drafts: shell.drafts,
    layout,
    onChange: numbers => {
      shell.change({ numbers }, false);
      shell.post({ type: 'numbers', numbers });
      shell.post({ type: 'limit', limit: limitChoice(shell.state, result.uri) });
    },
  });
}

function tensorOf(shell: Shell, result: PanelResult, layout: PanelLayout): HTMLElement {
  return tensorView({
    tensor: result.tensor ?? null,
    layout,
    blocks: shell.state.preferences.blocks,
    written: shell.state.preferences.entries,
    selected: shell.state.entry,
    onBlocks: blocks => shell.prefer({ blocks }),
    onWritten: entries => shell.prefer({ entries }),
    onUnavailable: shell.say,
    onSelect: entry => shell.change({ entry }, false),
    onSizes: sizes => shell.post({ type: 'sizes', sizes }),
  });
}

function codeOf(shell: Shell, result: PanelResult): HTMLElement {
  const { code: choice } = shell.state.preferences;
  return codeView({
    result,
    choice,
    onLanguage: code => shell.prefer({ code }),
    onCopy: ({ source, language }) => shell.copy(source, codeWords.copied(CODE_LABELS[language])),
    onInsert: () => shell.post({ type: 'insertCode', ...placeOf(result), language: choice }),
    onUnavailable: shell.say,
  });
}

const placeOf = ({ uri, line, character }: PanelResult) => ({ uri, position: { line, character: character ?? 0 } });

function messagePart(shell: Shell, message: PanelMessage): HTMLElement {
  return notice({
    message,
    onAction: id => shell.post({ type: 'action', id, uri: message.uri, line: message.line }),
    onReveal: () => reveal(shell, message),
    onReport: () => shell.copy(messageText(message), copying.report),
  });
}

function header(shell: Shell, content: PanelResult | PanelMessage, copies: readonly MenuItem[]): HTMLElement {
  const place = element('button', { class: 'place', type: 'button', title: words.place, 'data-key': 'place' }, content.place);
  place.addEventListener('click', () => reveal(shell, content));
  return element(
    'header',
    { class: 'header' },
    element('h1', { class: 'query', title: content.query }, element('code', {}, content.query)),
    place,
    statementsMenu(shell, content),
    pinButton(shell),
    copies.length > 0 && menuButton('copy', words.copy, 'copy', copies),
    menuButton('more', words.more, 'more', moreItems(shell, content)),
  );
}

/** Where the document has more than the one that is shown. */
function statementsMenu(shell: Shell, { statements = [], uri, line, query }: PanelResult | PanelMessage): Child {
  if (statements.length < 2) return null;
  const items = statements.map(statement => ({
    name: statement.query,
    keys: words.lineOf(statement.line),
    isCurrent: statement.line === line && statement.query === query,
    run: () => shell.post({ type: 'open', uri, position: { line: statement.line, character: statement.character } }),
  }));
  return menuButton('list', words.statements, 'statements', items);
}

function pinButton(shell: Shell): HTMLElement {
  const { pinned } = shell.state;
  const button = toolButton(icon('pin'), pinned ? words.unpin : words.pin, 'pin', { 'aria-pressed': String(pinned), 'aria-label': 'Pin' });
  button.addEventListener('click', () => {
    shell.change({ pinned: !pinned }, true);
    shell.post({ type: 'pin', pinned: !pinned });
  });
  return button;
}

const scaleStep = 1.125;
const scaleLimits = { least: 0.7, greatest: 2.5 } as const;

function moreItems(shell: Shell, content: PanelResult | PanelMessage): readonly MenuItem[] {
  const scale = (factor: number): void => {
    const mathScale = Math.min(scaleLimits.greatest, Math.max(scaleLimits.least, shell.state.preferences.mathScale * factor));
    shell.prefer({ mathScale });
  };
  const report = content.kind === 'message' ? [{ name: more.report, run: () => shell.copy(messageText(content), copying.report) }] : [];
  return [
    ...report,
    { name: more.source, run: () => reveal(shell, content) },
    { name: more.editor, keys: 'Esc', run: () => shell.post({ type: 'focusEditor' }) },
    { name: more.larger, run: () => scale(scaleStep) },
    { name: more.smaller, run: () => scale(1 / scaleStep) },
    { name: more.reset, run: () => shell.prefer({ mathScale: 1 }) },
  ];
}

function reveal(shell: Shell, content: PanelResult | PanelMessage): void {
  shell.post({ type: 'reveal', uri: content.uri, line: content.line });
}
