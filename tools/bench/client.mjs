// A language client over stdio that does nothing but measure.

import { spawn } from 'node:child_process';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

export const uriOf = name => `file:///bench/${name}`;

export class BenchClient {
  /** @param options Of Node; then what the server writes to standard error is the caller's to read. */
  constructor(server, options = []) {
    const stdio = ['pipe', 'pipe', options.length > 0 ? 'pipe' : 'inherit'];
    this.child = spawn(process.execPath, [...options, server, '--stdio'], { stdio });
    this.connection = createProtocolConnection(new StreamMessageReader(this.child.stdout), new StreamMessageWriter(this.child.stdin));
    this.waiting = [];
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      this.waiting = this.waiting.filter(each => {
        if (each.uri !== uri || each.version > version) return true;
        each.resolve();
        return false;
      });
    });
    this.connection.onUnhandledNotification(() => undefined);
    this.connection.listen();
    this.versions = new Map();
  }

  async initialize() {
    const capabilities = { textDocument: { publishDiagnostics: { versionSupport: true } } };
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities, initializationOptions: { commandLinks: true } });
    await this.connection.sendNotification('initialized', {});
  }

  async open(uri, languageId, text) {
    this.versions.set(uri, 1);
    const published = this.published(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    await published;
  }

  /** Resolves when the diagnostics of this change have come. */
  async change(uri, range, text) {
    const version = this.versions.get(uri) + 1;
    this.versions.set(uri, version);
    const published = this.published(uri, version);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] });
    await published;
  }

  hover(uri, line, character) {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } });
  }

  async stop() {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }

  published(uri, version) {
    return new Promise(resolve => this.waiting.push({ uri, version, resolve }));
  }
}
