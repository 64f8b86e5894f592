/** How many characters were looked at, look-ahead and look-back included: what a test of linear time counts instead of seconds. */
export interface Work {
  visited: number;
}
export const newWork = (): Work => ({ visited: 0 });
