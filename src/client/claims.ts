import type * as vscode from 'vscode';
import type { BaseLanguageClient, Diagnostic } from 'vscode-languageclient';
import { type CheckAnswer, type CheckedText, checkRequest, claimsRequest, type DocumentClaims, type DocumentName } from '../ide/requests.ts';

/** The claims of a document that the server has, as far as they are certified; null where it is not read. */
export function claimsOf(client: BaseLanguageClient, uri: vscode.Uri): Promise<DocumentClaims | null> {
  return client.sendRequest<DocumentClaims | null>(claimsRequest, { uri: client.code2ProtocolConverter.asUri(uri) } satisfies DocumentName);
}

/**
 * Checks a text to its end, whether the server has the document or not; null where it is not read.
 * @throws where it is cancelled, where the server fails on the text, and where it does not run.
 */
export function checkText(
  client: BaseLanguageClient,
  { uri, languageId, text }: { readonly uri: vscode.Uri; readonly languageId: string; readonly text: string },
  token: vscode.CancellationToken,
): Promise<CheckAnswer<Diagnostic> | null> {
  const asked: CheckedText = { uri: client.code2ProtocolConverter.asUri(uri), languageId, text };
  return client.sendRequest<CheckAnswer<Diagnostic> | null>(checkRequest, asked, token);
}
