// Mutants that change no derivative, and why. An id is a file, a place, and a change; a pattern stands for several.

const EQUIVALENT = [];

/** Why a mutant survives; undefined where no reason is known and it is a hole. */
export const reasonOf = id => EQUIVALENT.find(([pattern]) => pattern.test(id))?.[1];
