/** What goes between the extension in the browser and the worker that typesets. */

import type { Picture, TypesetOptions } from './index.ts';

/** The first message: where the typesetter's bundle lies. */
export interface TypesetterPlace {
  readonly bundle: string;
}
export interface TypesetRequest {
  readonly id: number;
  readonly tex: string;
  readonly options: TypesetOptions;
}
export interface TypesetAnswer {
  readonly id: number;
  readonly picture: Picture | null;
  /** Why there is none. */
  readonly error: string | null;
}
