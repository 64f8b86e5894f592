import type { DocumentAnalysis } from '../analysis/document.ts';
import { printShape } from '../shapes/print.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { builtinBeforeBracket, DERIVATIVE_FUNCTIONS } from '../syntax/functions.ts';
import { canonicalName } from '../syntax/names.ts';
import { type FunctionSignature, functionHelp, signatureLabel } from './functionHelp.ts';
import * as messages from './messages.ts';

export interface SignatureHelp {
  readonly signatures: readonly {
    readonly label: string;
    readonly documentation: string;
    /** Their names stand in the label. */
    readonly parameters: readonly { readonly name: string; readonly words: string }[];
  }[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/** So far back a call is looked for. */
const farthest = 2000;

/** The function whose brackets the offset of an `.mc` document is in, and which of its arguments; null where it is in none. */
export function signatureHelpAt(analysis: DocumentAnalysis, offset: number): SignatureHelp | null {
  if (analysis.languageId !== 'mc') return null;
  const call = callAround(analysis.text.slice(Math.max(0, offset - farthest), offset));
  if (!call) return null;
  const symbol = analysis.blocks[0]?.symbols.get(canonicalName(call.name));
  const signatures = symbol ? signatureOf(symbol) : builtinSignatures(call.name);
  if (signatures.length === 0) return null;
  const fitting = signatures.findIndex(({ parameters }) => takes(parameters, call.argument));
  const activeSignature = fitting < 0 ? signatures.length - 1 : fitting;
  return {
    signatures: signatures.map(signature => ({
      label: signatureLabel(call.name, signature),
      documentation: signature.gives,
      parameters: signature.parameters,
    })),
    activeSignature,
    activeParameter: Math.min(call.argument, signatures[activeSignature]!.parameters.length - 1),
  };
}

const takes = (parameters: FunctionSignature['parameters'], argument: number): boolean => argument < parameters.length || parameters.at(-1)?.name === '…';

function builtinSignatures(name: string): readonly FunctionSignature[] {
  const canonical = DERIVATIVE_FUNCTIONS.get(name) ?? builtinBeforeBracket(name);
  return (canonical && functionHelp(canonical)?.signatures) || [];
}

/** Of a function that the document declares or defines. */
function signatureOf({ domain, parameters, shape, definition }: TypedSymbol): readonly FunctionSignature[] {
  const gives = messages.inShape(printShape(shape));
  if (domain)
    return [{ gives, parameters: domain.map((each, k) => ({ name: `x${domain.length > 1 ? k + 1 : ''}`, words: messages.inShape(printShape(each)) })) }];
  if (definition === null || !parameters?.length) return [];
  return [{ gives, parameters: parameters.map(name => ({ name, words: '' })) }];
}

/** The innermost call that is open at the end of the text: brackets of other kinds may be open in it. */
function callAround(text: string): { readonly name: string; readonly argument: number } | null {
  let depth = 0;
  let argument = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at]!;
    if (CLOSERS.has(character)) depth++;
    else if (character === ',' && depth === 0) argument++;
    else if (character === '\n' && depth === 0 && /^[^\n]*=/.test(text.slice(at + 1))) return null;
    else if (OPENERS.has(character)) {
      if (depth > 0) depth--;
      else {
        const name = character === '(' ? NAME.exec(text.slice(0, at))?.[0] : undefined;
        if (name !== undefined) return { name, argument };
        // what it holds is one argument of what stands around it
        argument = 0;
      }
    }
  }
  return null;
}
const OPENERS: ReadonlySet<string> = new Set('([{');
const CLOSERS: ReadonlySet<string> = new Set(')]}');
const NAME = /\p{L}[\p{L}\p{M}\p{N}_]*$/u;
