/** Generated code, in a bundle of its own: nothing before the first look at code needs it. */

import type { Code, CodeInput, LanguageId } from './input.ts';
import type { Language } from './language.ts';
import { cpp } from './languages/cpp.ts';
import { jax } from './languages/jax.ts';
import { julia } from './languages/julia.ts';
import { matlab } from './languages/matlab.ts';
import { numpy } from './languages/numpy.ts';
import { r } from './languages/r.ts';
import { torch } from './languages/torch.ts';
import { typescript } from './languages/typescript.ts';
import { printCode } from './print.ts';

const LANGUAGES: Readonly<Record<LanguageId, Language>> = { numpy, torch, jax, julia, matlab, cpp, r, typescript };

/** The derivative as a module in a language. */
export const codeIn = (language: LanguageId, input: CodeInput): Code => printCode(input, LANGUAGES[language]);

export { countOperations, type OperationCount } from './operationCount.ts';
