// What the switches in the sources call (ruleSwitches.mjs). Loaded before the engine: the rows of its tables are read while it
// loads. A document meets the facts of the functions that it looks up; tables that are made of other tables meet nothing.

const off = Number(process.argv[2]);
let met = new Set();
let isLoading = true;
const factsOf = new Map();

/** The rules that have been met since the last time, in order. */
export function takeMet() {
  const taken = [...met].sort((a, b) => a - b);
  met = new Set();
  isLoading = false;
  return taken;
}

const meet = number => met.add(number);

const derivative =
  (number, of) =>
  (...operands) => {
    meet(number);
    if (number === off) throw new Error('off');
    return of(...operands);
  };

globalThis.ruleSwitch = {
  holds: (number, condition) => {
    if (number === off || !condition()) return false;
    meet(number);
    return true;
  },
  fact: (number, name, fact) => {
    factsOf.set(name, [...(factsOf.get(name) ?? []), number]);
    return number === off ? {} : fact;
  },
  table: entries =>
    new Proxy(entries, {
      get: (_, name) => {
        if (!isLoading) for (const number of factsOf.get(name) ?? []) meet(number);
        return entries[name];
      },
    }),
  derivative,
  // an operand has a derivative or the reason why it has none
  derivatives: (number, ofOperands) => ofOperands.map(of => (typeof of === 'function' ? derivative(number, of) : of)),
  kind: (number, kind, given) => {
    if (kind === given) meet(number);
    return number === off ? 'off' : kind;
  },
};
