// What the switches in the sources call (ruleSwitches.mjs). Loaded before the engine: the rows of its tables are read while it
// loads. Rules that were asked while it loads are met by every document.

const off = Number(process.argv[2]);
let met = new Set();

/** The rules that have been met since the last time, in order. */
export function takeMet() {
  const taken = [...met].sort((a, b) => a - b);
  met = new Set();
  return taken;
}

const meet = number => met.add(number);

globalThis.ruleSwitch = {
  holds: (number, condition) => {
    if (number === off || !condition()) return false;
    meet(number);
    return true;
  },
  fact: (number, fact) => {
    meet(number);
    return number === off ? {} : fact;
  },
  derivative:
    (number, derivative) =>
    (...operands) => {
      meet(number);
      if (number === off) throw new Error('off');
      return derivative(...operands);
    },
  kind: (number, kind, given) => {
    if (kind === given) meet(number);
    return number === off ? 'off' : kind;
  },
};
