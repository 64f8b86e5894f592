/** A table by name that knows nothing but its rows (an object literal would also know `constructor`). */
export const lookupTable = <Value>(rows: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> => new Map(Object.entries(rows));
