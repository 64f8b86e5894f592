/** Entry of the webview: shows what the host sends, keeps the state, and hears the keyboard. */

import './panel.css';
import { drawBrackets } from './brackets.ts';
import { element } from './elements.ts';
import { copying } from './messages.ts';
import type { PanelContent, PanelPreferences, ToPanel } from './protocol.ts';
import { markScrollers } from './scrolling.ts';
import { page, type Shell } from './shell.ts';
import { acquireHost, initialState, limitChoice, numbersFor, type PanelState, withContent } from './state.ts';

const host = acquireHost();
const app = document.getElementById('app') ?? document.body;
const root = element('div', { class: 'root' });
const status = element('p', { class: 'status', role: 'status' });
app.replaceChildren(root, status);

let state: PanelState = host.load() ?? initialState;
/** The size of the page when its places were measured last. */
let measured = '';

const shell: Shell = {
  drafts: new Map(),
  get state() {
    return state;
  },
  change(change, redraw) {
    state = { ...state, ...change };
    host.save(state);
    if (redraw) draw();
  },
  prefer(change: Partial<PanelPreferences>) {
    const preferences = { ...state.preferences, ...change };
    shell.change({ preferences }, true);
    host.post({ type: 'preferences', preferences });
  },
  post: message => host.post(message),
  copy(text, what) {
    host.post({ type: 'copy', text, what });
    say(copying.copied(what));
  },
  say,
};

window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data));
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.defaultPrevented) host.post({ type: 'focusEditor' });
});
document.addEventListener('copy', copyFocused);
new ResizeObserver(measureOther).observe(root);
document.fonts.addEventListener('loadingdone', measure);

draw();
window.scrollTo(0, state.scrolled);
window.addEventListener('scrollend', () => shell.change({ scrolled: window.scrollY }, false));
host.post({ type: 'ready' });
if (state.content?.kind === 'result') tellChoices(state.content.uri);
if (state.pinned) host.post({ type: 'pin', pinned: true });

function receive(message: ToPanel): void {
  if (message.type === 'show') show(message.content);
  else if (message.type === 'preferences') shell.change({ preferences: { ...state.preferences, ...message.preferences } }, true);
}

/** What was typed and chosen before the window was loaded anew. */
function tellChoices(uri: string): void {
  const numbers = numbersFor(state, uri);
  if (numbers.seed !== initialState.numbers.seed || Object.keys(numbers.entered).length > 0) host.post({ type: 'numbers', numbers });
  const { output, direction, at } = state.limit;
  if (output !== null || direction !== null || at !== 'random') host.post({ type: 'limit', limit: limitChoice(state, uri) });
}

function show(content: PanelContent): void {
  const before = state.limit;
  shell.change(withContent(state, content), true);
  // the entry was that of another result
  if (content.kind === 'result' && (before.output !== state.limit.output || before.direction !== state.limit.direction))
    host.post({ type: 'limit', limit: limitChoice(state, content.uri) });
}

/** Draws the whole page anew (formulas are kept) and gives the focus back to the control that had it. */
function draw(): void {
  document.documentElement.style.setProperty('--nb-scale', String(state.preferences.mathScale));
  const active = document.activeElement;
  const key = active?.closest<HTMLElement>('[data-key]')?.dataset.key;
  const cursor = active instanceof HTMLTextAreaElement ? ([active.selectionStart, active.selectionEnd] as const) : null;
  root.replaceChildren(...(state.content === null ? [] : [page(shell, state.content)]));
  measure();
  if (key === undefined) return;
  const focused = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  focused?.focus({ preventScroll: true });
  if (cursor !== null && focused instanceof HTMLTextAreaElement) focused.setSelectionRange(...cursor);
}

/** What hangs on measured places: contraction brackets, and which formulas scroll. */
function measure(): void {
  markScrollers(root);
  drawBrackets(root);
  measured = sizeOfRoot();
}

/** A page that was drawn anew has another size too, at which everything has been measured already. */
function measureOther(): void {
  if (sizeOfRoot() !== measured) measure();
}

function sizeOfRoot(): string {
  return `${root.offsetWidth}×${root.offsetHeight}`;
}

/** With nothing selected, Copy takes the focused step or row of the table as LaTeX. */
function copyFocused(event: ClipboardEvent): void {
  if (window.getSelection()?.isCollapsed === false) return;
  const focused = document.activeElement?.closest<HTMLElement>('[data-tex]');
  const tex = focused?.dataset.tex;
  if (tex === undefined || event.clipboardData === null) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', tex);
  shell.copy(tex, focused?.matches('.step') ? copying.step : focused?.matches('.graph-row') ? copying.adjoint : copying.entry);
}

function say(text: string): void {
  status.textContent = text;
  status.classList.add('shown');
  window.clearTimeout(Number(status.dataset.timer));
  status.dataset.timer = String(window.setTimeout(() => status.classList.remove('shown'), 4_000));
}
