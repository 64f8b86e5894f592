/** Where code begins: white space, comments and preprocessor lines passed over. */

import type { Comment } from './comment.ts';
import type { Work } from './work.ts';

/** A cursor that only goes forward, so that passing over the same comments again costs nothing. */
export class CodeStart {
  private readonly text: string;
  private readonly comments: readonly Comment[];
  private readonly work: Work;
  private readonly passPreprocessor: boolean;
  private at = 0;
  private asked = -1;
  private next = 0;

  constructor(text: string, comments: readonly Comment[], passPreprocessor: boolean, work: Work) {
    this.text = text;
    this.comments = comments;
    this.passPreprocessor = passPreprocessor;
    this.work = work;
  }

  /** The first character of code at or after `from`. A place behind which the cursor has gone already must be code. */
  from(from: number): number {
    const { text, comments } = this;
    if (from < this.at && from !== this.asked) return from;
    this.asked = from;
    let i = Math.max(from, this.at);
    const begin = i;
    for (;;) {
      while (i < text.length && text.charCodeAt(i) <= 32) i++;
      while (this.next < comments.length && comments[this.next]!.start < i) this.next++;
      const comment = comments[this.next];
      if (comment !== undefined && comment.start === i && comment.kind !== 'documentation') i = comment.end;
      else if (this.passPreprocessor && text.charCodeAt(i) === HASH) i = this.endOfDirective(i);
      else break;
    }
    this.work.visited += i - begin + 1;
    this.at = i;
    return i;
  }

  /** A directive goes on where its line ends in a backslash. */
  private endOfDirective(from: number): number {
    let i = from;
    while (i < this.text.length && !(this.text.charCodeAt(i) === 10 && this.text.charCodeAt(i - 1) !== 92)) i++;
    return i;
  }
}
const HASH = 35;
