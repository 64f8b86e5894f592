/**
 * How evaluation ends early. Both are caught by the public functions of this stage, which return a reason instead.
 */

/** This point does not serve (singular, not finite, not a square modulo p); another may. */
export class DrawAgain extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DrawAgain';
  }
}

/** @throws DrawAgain */
export function drawAgain(reason: string): never {
  throw new DrawAgain(reason);
}

/** Differences of two orders disagree at this point: near a kink or a pole. */
export class Unsettled extends DrawAgain {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unsettled';
  }
}

/** A shift of a difference leads to the other side of a kink: by chance, so that other points may serve. */
export class AcrossKink extends DrawAgain {
  constructor() {
    super('across a kink');
    this.name = 'AcrossKink';
  }
}

/** An entry is 0 but for rounding where a function has its kink. */
export class OnKink extends DrawAgain {
  constructor() {
    super('on a kink');
    this.name = 'OnKink';
  }
}

/** The source divides by 0 or takes its logarithm, but for rounding. */
export class Pole extends DrawAgain {
  constructor() {
    super('a pole');
    this.name = 'Pole';
  }
}

/** What the last digits of the point change in the derivative is as much as it differs. */
export class IllConditioned extends DrawAgain {
  /** The relative difference that says nothing. */
  readonly error: number;
  constructor(error: number) {
    super('ill-conditioned');
    this.name = 'IllConditioned';
    this.error = error;
  }
}

/** A matrix that is inverted, or whose determinant is divided by, is singular at this point. */
export class Singular extends DrawAgain {
  constructor() {
    super('singular');
    this.name = 'Singular';
  }
}

/** The source has a value at this point, and its derivative has none. */
export class NoDerivative extends DrawAgain {
  /** Why, for the user, where more is known: two eigenvalues coincide, a singular value is 0. */
  readonly reason: string | null;
  constructor(reason: string | null = null) {
    super(reason ?? 'no derivative');
    this.name = 'NoDerivative';
    this.reason = reason;
  }
}

/** No point serves: the expression has no evaluation of this kind. The message is for the user. */
export class NotEvaluable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotEvaluable';
  }
}
