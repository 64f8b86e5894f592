/** The error function of a complex number, for arguments near the real axis. */

/**
 * For small |z| Kummer's series erf z = 2/√π · e^{−z²} Σ 2ᵏ z^{2k+1} / (1·3·…·(2k+1)), whose terms do not cancel on the
 * real axis (Abramowitz and Stegun 7.1.6); beyond, the continued fraction of erfc (7.1.14).
 */
export function errorFunction(re: number, im: number): readonly [re: number, im: number] {
  if (re < 0) {
    const [a, b] = errorFunction(-re, -im);
    return [-a, -b];
  }
  if (re > 6) return [1, (2 / Math.sqrt(Math.PI)) * Math.exp(-re * re) * im];
  return re < 2.5 ? kummer(re, im) : continuedFraction(re, im);
}

function kummer(re: number, im: number): readonly [number, number] {
  const [squareRe, squareIm] = [re * re - im * im, 2 * re * im];
  let [termRe, termIm] = [re, im];
  let [sumRe, sumIm] = [re, im];
  for (let k = 1; k < 120; k++) {
    const factor = 2 / (2 * k + 1);
    [termRe, termIm] = [factor * (termRe * squareRe - termIm * squareIm), factor * (termRe * squareIm + termIm * squareRe)];
    sumRe += termRe;
    sumIm += termIm;
    if (Math.abs(termRe) < 1e-18 * Math.abs(sumRe)) break;
  }
  return timesGaussian(sumRe, sumIm, squareRe, squareIm, 2 / Math.sqrt(Math.PI));
}

/** erfc z = e^{−z²}/√π · 1/(z + (1/2)/(z + 1/(z + (3/2)/(z + …)))), evaluated from the end. */
function continuedFraction(re: number, im: number): readonly [number, number] {
  let [denominatorRe, denominatorIm] = [re, im];
  for (let k = 80; k >= 1; k--) {
    const size = denominatorRe * denominatorRe + denominatorIm * denominatorIm;
    [denominatorRe, denominatorIm] = [re + ((k / 2) * denominatorRe) / size, im - ((k / 2) * denominatorIm) / size];
  }
  const size = denominatorRe * denominatorRe + denominatorIm * denominatorIm;
  const [a, b] = timesGaussian(denominatorRe / size, -denominatorIm / size, re * re - im * im, 2 * re * im, 1 / Math.sqrt(Math.PI));
  return [1 - a, -b];
}

/** scale · e^{−square} · (re + i im) */
function timesGaussian(re: number, im: number, squareRe: number, squareIm: number, scale: number): readonly [number, number] {
  const size = scale * Math.exp(-squareRe);
  const [cos, sin] = [Math.cos(squareIm), -Math.sin(squareIm)];
  return [size * (re * cos - im * sin), size * (re * sin + im * cos)];
}
