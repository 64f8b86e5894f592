/** What a style gives: lines, or why it does not exist for this result. */

import type { Line } from './derivation.ts';

export type Outcome = { readonly lines: readonly Line[] } | { readonly unavailable: string };
