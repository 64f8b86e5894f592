import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { commands } from '../ide/requests.ts';
import * as messages from './messages.ts';

/** So many ends within so long are no accident. */
const mostEnds = 4;
const withinMilliseconds = 3 * 60_000;
/** The connection is given up where so many messages in a row are garbled. */
const mostErrors = 3;

/** A server that ends by itself is started again, with a word in the status bar; the client then opens its documents anew. */
export function recovery(now: () => number = Date.now): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error: (_error, _message, count) => ({ action: (count ?? 0) <= mostErrors ? ErrorAction.Continue : ErrorAction.Shutdown }),
    closed: () => {
      const time = now();
      ends = [...ends.filter(end => time - end < withinMilliseconds), time];
      if (ends.length <= mostEnds) {
        vscode.window.setStatusBarMessage(messages.recovered, 5000);
        return { action: CloseAction.Restart, handled: true };
      }
      ends = [];
      void vscode.window.showErrorMessage(messages.keepsEnding, messages.restart, messages.showLog).then(choice => {
        if (choice) void vscode.commands.executeCommand(choice === messages.restart ? commands.restartServer : commands.showLog);
      });
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
