/** Numbers as a person reads them: `−1.25`, `3.2·10⁻⁹`, `10⁻³`. */

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '.': '·',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

const superscript = (value: number): string => String(value).replace(/[-.\d]/g, character => SUPERSCRIPTS[character] ?? character);

/** `10⁻³`; a broken exponent is written as a number. */
export function powerOfTen(exponent: number): string {
  return Number.isInteger(exponent) ? (exponent === 0 ? '1' : `10${superscript(exponent)}`) : scientific(10 ** exponent, 2);
}

/** `3.2·10⁻⁹` */
export function scientific(value: number, digits = 2): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const shown = mantissa.replace(/\.?0+$/, '').replace('-', '−');
  if (power === 0) return shown;
  return shown === '1' ? `10${superscript(power)}` : `${shown}·10${superscript(power)}`;
}

/** With so many significant digits, without exponent where that is short. */
export function decimal(value: number, digits = 6): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return scientific(value, digits);
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}

/** So many digits behind the point, for numbers that are compared digit by digit. */
export function fixed(value: number, digits = 12): string {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? scientific(value, digits + 1) : value.toFixed(digits).replace('-', '−');
}

/** As it is typed again: a plain minus, and what `decimal` rounds is rounded too. */
export const typed = (value: number): string => String(Number(value.toPrecision(10)));
