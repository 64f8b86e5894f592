/** In which order a product can be multiplied, and what each order costs. */

import { append, element } from './elements.ts';
import { formula } from './formula.ts';
import { graph as words } from './messages.ts';
import type { PanelFormula, PanelProduct } from './protocol.ts';

export function productsSection(products: readonly PanelProduct[]): HTMLElement | null {
  if (products.length === 0) return null;
  const section = element('div', { class: 'products' });
  for (const { of, orders } of products) {
    append(section, [
      element('h2', {}, words.order, ' ', formula(of)),
      element(
        'ul',
        {},
        ...orders.map(order =>
          element(
            'li',
            {},
            element('span', { class: 'scroll' }, formula(order.formula)),
            element('span', { class: 'note' }, element('span', { class: 'scroll cost' }, formula(costOf(order))), ` ${words.multiplications}, ${order.name}`),
          ),
        ),
      ),
    ]);
  }
  return section;
}

/** `CH + H = 8 + 2 = 10`; of sizes that are numbers `8 + 2 = 10`. */
function costOf({ steps, count }: PanelProduct['orders'][number]): PanelFormula {
  const isNumber = steps.every(({ size, count: number }) => size.unicode === String(number));
  const numbers = steps.map(step => step.count).join(' + ');
  const sums = [...(isNumber ? [] : [steps.map(({ size }) => size)]), ...(steps.length > 1 ? [[{ tex: numbers, unicode: numbers }]] : [])];
  const joined = (spelling: keyof PanelFormula): string => [...sums.map(sum => sum.map(part => part[spelling]).join(' + ')), String(count)].join(' = ');
  return { tex: joined('tex'), unicode: joined('unicode') };
}
