// The panel in Chromium, under the policy of the webview: how long the main thread of the page works for what a reader does, in
// processor time of that thread, so that other processes of the machine are not in it. It ends with the frame that shows it.

import { ensureModules } from '../modules.mjs';
import { findChromium } from '../rig/lib.mjs';
import { median } from './measure.mjs';
import { absent, atMost } from './row.mjs';

const section = 'panel';
const limits = { paint: 100, change: 16, frame: 8, picture: 100, key: 16 };
const longDerivation = 200;

export async function panelRows({ rounds }) {
  ensureModules();
  const chromium = findChromium();
  if (!chromium) return Object.keys(limits).map(what => absent(section, what, 'no Chromium; install one or name it in $CHROMIUM'));
  process.env.CHROMIUM = chromium;
  const { buildPanel, fixtures, openPanel, startBrowser, startServer } = await import('../../test/page/browser.mjs');
  await buildPanel();
  const server = await startServer();
  const browser = await startBrowser();
  const fresh = async work => {
    const page = await openPanel(browser, server.address);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(installPainted);
    const clock = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
    };
    /** Milliseconds for what is run in the page, until it is painted. */
    const timed = async (act, argument) => {
      const before = await clock();
      await page.evaluate(act, argument);
      await page.evaluate(() => window.painted());
      return (await clock()) - before;
    };
    try {
      return await work(page, timed);
    } finally {
      await page.context().close();
    }
  };
  const times = { paint: [], change: [], frame: [], picture: [], key: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      times.paint.push(await fresh((_, timed) => timed(show, fixtures['least-squares'])));
      times.change.push(await fresh((_, timed) => changes(timed, fixtures['least-squares'])));
      times.frame.push(await fresh((page, timed) => frames(page, timed, longContent(fixtures['least-squares']))));
      const [picture, key] = await fresh((page, timed) => largeTensor(page, timed, fixtures['tensor-large']));
      times.picture.push(picture);
      times.key.push(key);
    }
  } finally {
    await browser.close();
    server.stop();
  }
  const row = (what, name) => {
    const milliseconds = median(times[name]);
    return atMost(section, `${what} / ${limits[name]} ms`, milliseconds / limits[name], 1, 0.5, `${milliseconds.toFixed(1)} ms`);
  };
  return [
    row('first paint of a derivation', 'paint'),
    row('switching style or layout', 'change'),
    row(`a frame of scrolling ${longDerivation} lines`, 'frame'),
    row('zeros of 64×64×64×64 entries', 'picture'),
    row('the next entry of them', 'key'),
  ];
}

/** Runs in the page. A task that is posted in a frame runs when the frame has been laid out and painted. */
function installPainted() {
  window.painted = () =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(null);
      });
    });
}

/** Runs in the page: as the host sends it. */
function show(content) {
  window.postMessage({ type: 'show', content }, '*');
  return new Promise(resolve => window.addEventListener('message', resolve, { once: true }));
}

/** The middle of every choice of style and layout, after each was made once. */
async function changes(timed, content) {
  await timed(show, content);
  const names = ['Style differentials', 'Style components', 'Style chain', 'Layout denominator', 'Layout numerator'];
  const samples = [];
  for (let turn = 0; turn < 3; turn++)
    for (const name of names) {
      const time = await timed(key => document.querySelector(`[data-key="${key}"]`).click(), name);
      if (turn > 0) samples.push(time);
    }
  return median(samples);
}

/** A frame while the page is scrolled through. */
async function frames(page, timed, content) {
  await timed(show, content);
  const count = 60;
  const time = await timed(async frameCount => {
    const greatest = document.documentElement.scrollHeight - window.innerHeight;
    for (let frame = 1; frame <= frameCount; frame++) {
      window.scrollTo(0, (greatest * frame) / frameCount);
      await window.painted();
    }
  }, count);
  const height = await page.evaluate(() => window.scrollY);
  if (height === 0) throw new Error('the page did not scroll');
  return time / count;
}

/** From the message to the picture, and from a key to the next entry. */
async function largeTensor(page, timed, content) {
  await page.send({ type: 'preferences', preferences: { view: 'tensor' } });
  await page.evaluate(() => window.painted());
  const picture = await timed(async shown => {
    window.postMessage({ type: 'show', content: shown }, '*');
    // the picture is drawn in the frame behind the one in which its place is laid out
    while (!document.querySelector('canvas')?.style.width) await window.painted();
  }, content);
  const count = 30;
  const keys = await timed(async presses => {
    const scroller = document.querySelector('.canvas-scroller');
    for (let k = 0; k < presses; k++) {
      scroller.dispatchEvent(new KeyboardEvent('keydown', { key: k % 2 ? 'ArrowDown' : 'ArrowRight', shiftKey: k % 3 === 0, bubbles: true, cancelable: true }));
      await window.painted();
    }
  }, count);
  return [picture, keys / count];
}

/** Its lines again and again, as if it had so many. */
function longContent(content) {
  const repeated = lines => Array.from({ length: longDerivation }, (_, k) => lines[k % lines.length]);
  const layouts = content.layouts.map(layout => ({
    ...layout,
    derivations: layout.derivations.map(each => ({ ...each, lines: each.lines.length > 0 ? repeated(each.lines) : [] })),
  }));
  return { ...content, layouts };
}
