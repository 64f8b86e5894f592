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

/** Differences of two orders disagree at this point: near a kink or a pole. */
export class Unsettled extends DrawAgain {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unsettled';
  }
}

/** No point serves: the expression has no evaluation of this kind. The message is for the user. */
export class NotEvaluable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotEvaluable';
  }
}
