/** Deterministic random numbers: the same seed gives the same points, so that a verdict can be repeated. */

/** Uniform in [0, 1). */
export type RandomNumbers = () => number;

/** The generator mulberry32 by Tommy Ettinger: 32 bits of state, period 2³². */
export function mulberry32(seed: number): RandomNumbers {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Mixes an integer into a 32-bit hash (the finaliser of MurmurHash3). */
export function mixHash(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixHash(hash, text.length);
}

/** Of all 64 bits of a double. */
export function hashNumber(value: number): number {
  const words = new Int32Array(new Float64Array([value]).buffer);
  return mixHash(mixHash(0x243f6a88, words[0]!), words[1]!);
}
