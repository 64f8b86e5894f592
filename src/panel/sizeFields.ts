/** A field for each size by name; the host hears all of them when one is changed. */

import { append, type Child, element } from './elements.ts';
import { tensor as words } from './messages.ts';
import type { PanelTensor, TensorSizes } from './protocol.ts';

export function sizeFields(sizes: PanelTensor['sizes'], onSizes: (sizes: TensorSizes) => void): Child {
  if (sizes.length === 0) return null;
  const group = element('span', { class: 'sizes', role: 'group', 'aria-label': words.sizes });
  for (const { name, value, least, greatest } of sizes) {
    const field = element('input', { type: 'number', min: least, max: greatest, step: 1, value, 'data-key': `size ${name}` });
    field.addEventListener('change', () => {
      const wanted = field.valueAsNumber;
      if (Number.isInteger(wanted) && wanted >= least && wanted <= greatest)
        onSizes(Object.fromEntries(sizes.map(size => [size.name, size.name === name ? wanted : size.value])));
      else field.value = String(value);
    });
    append(group, [element('label', {}, element('i', {}, name), field)]);
  }
  return group;
}
