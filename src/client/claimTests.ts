import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Claim } from '../ide/requests.ts';
import { checkText } from './claims.ts';
import * as messages from './messages.ts';
import type { OpenClaims } from './openClaims.ts';
import type { SynchronizedDocuments } from './synchronized.ts';
import type { WorkspaceCheck } from './workspaceCheck.ts';

/** What outcomes are told to. */
export type Outcomes = Pick<vscode.TestRun, 'started' | 'passed' | 'failed' | 'errored' | 'skipped' | 'appendOutput'>;

interface File {
  readonly uri: vscode.Uri;
  readonly languageId: string;
}

/** Claims as tests: of the documents that are open, and of the files of the last check of the workspace. */
export class ClaimTests implements vscode.Disposable {
  readonly #client: () => BaseLanguageClient;
  readonly #documents: SynchronizedDocuments;
  readonly #open: OpenClaims;
  readonly #workspace: WorkspaceCheck;
  readonly #controller = vscode.tests.createTestController('nabla.claims', messages.testsTitle);
  readonly #subscriptions: vscode.Disposable[];

  constructor(client: () => BaseLanguageClient, documents: SynchronizedDocuments, open: OpenClaims, workspace: WorkspaceCheck) {
    this.#client = client;
    this.#documents = documents;
    this.#open = open;
    this.#workspace = workspace;
    this.#controller.refreshHandler = async token => void (await workspace.check(token));
    const profile = this.#controller.createRunProfile(messages.testRun, vscode.TestRunProfileKind.Run, (request, token) => this.#run(request, token), true);
    profile.supportsContinuousRun = true;
    this.#subscriptions = [
      this.#controller,
      profile,
      open.onDidChange(uri => this.#show(uri)),
      workspace.onDidChange(uri => (uri ? this.#show(uri) : this.#showAll())),
    ];
  }

  /** One item a document that claims something, with one item a claim below it. */
  get files(): readonly vscode.TestItem[] {
    return itemsOf(this.#controller.items);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Checks the claims among the items, files stand for all of theirs, as the documents are now. */
  async check(items: readonly vscode.TestItem[], outcomes: Outcomes, token: vscode.CancellationToken): Promise<void> {
    const byFile = new Map<vscode.TestItem, vscode.TestItem[]>();
    for (const item of items) {
      const file = item.parent ?? item;
      const wanted = byFile.get(file) ?? [];
      byFile.set(file, wanted);
      wanted.push(...(item.parent ? [item] : itemsOf(item.children)));
    }
    for (const [file, wanted] of byFile) {
      if (token.isCancellationRequested) return;
      await this.#checkFile(file, new Set(wanted), outcomes, token);
    }
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const runOnce = async (included: readonly vscode.TestItem[]) => {
      const run = this.#controller.createTestRun(request);
      const excluded = new Set(request.exclude);
      const wanted = included.flatMap(item => (item.parent ? [item] : itemsOf(item.children)));
      const stopping = new vscode.CancellationTokenSource();
      const cancelled = [run.token, token].map(each => each.onCancellationRequested(() => stopping.cancel()));
      try {
        await this.check(
          wanted.filter(item => !excluded.has(item) && !(item.parent && excluded.has(item.parent))),
          run,
          stopping.token,
        );
      } finally {
        vscode.Disposable.from(...cancelled, stopping).dispose();
        run.end();
      }
    };
    await runOnce(request.include ?? this.files);
    if (!request.continuous) return;
    const following = this.#open.onDidChange(uri => {
      if (this.#open.of(uri)?.isPending !== false) return;
      const isOf = (item: vscode.TestItem) => item.uri?.toString() === uri.toString();
      const changed = (request.include ?? this.files).filter(isOf);
      if (changed.length > 0) void runOnce(changed);
    });
    token.onCancellationRequested(() => following.dispose());
  }

  async #checkFile(item: vscode.TestItem, wanted: ReadonlySet<vscode.TestItem>, outcomes: Outcomes, token: vscode.CancellationToken): Promise<void> {
    const file = this.#fileOf(item);
    for (const test of wanted) outcomes.started(test);
    try {
      const text = file && (this.#documents.find(file.uri)?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(file.uri)));
      const answer = file && text !== null ? await checkText(this.#client(), { ...file, text }, token) : null;
      const verdicts = fill(this.#controller, item, answer?.claims ?? []);
      for (const test of wanted) report(test, verdicts.get(test), outcomes);
    } catch (error) {
      if (token.isCancellationRequested) return;
      for (const test of wanted) outcomes.errored(test, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
    }
  }

  #fileOf({ uri }: vscode.TestItem): File | null {
    const key = uri?.toString();
    if (!uri) return null;
    const checked = this.#workspace.files.find(file => file.uri.toString() === key);
    const open = this.#documents.find(uri);
    return open ? { uri, languageId: open.languageId } : (checked ?? null);
  }

  #showAll(): void {
    for (const item of this.files) if (item.uri) this.#show(item.uri);
  }

  #show(uri: vscode.Uri): void {
    const key = uri.toString();
    const { items } = this.#controller;
    const found = this.#open.of(uri) ?? (this.#documents.has(uri) ? null : this.#workspace.files.find(file => file.uri.toString() === key)?.claims);
    if (!found || found.claims.length === 0) {
      items.delete(key);
      return;
    }
    const item = items.get(key) ?? this.#controller.createTestItem(key, vscode.workspace.asRelativePath(uri), uri);
    fill(this.#controller, item, found.claims);
    items.add(item);
  }
}

/** Items keep who they are while the text around them changes: the same claim in the same order among those that are written alike. */
function fill(controller: vscode.TestController, file: vscode.TestItem, claims: readonly Claim[]): ReadonlyMap<vscode.TestItem, Claim> {
  const alike = new Map<string, number>();
  const byItem = new Map<vscode.TestItem, Claim>();
  for (const [index, claim] of claims.entries()) {
    const number = alike.get(claim.source) ?? 0;
    alike.set(claim.source, number + 1);
    const id = `${claim.source}#${number}`;
    const item = file.children.get(id) ?? controller.createTestItem(id, claim.source, file.uri);
    item.range = rangeOf(claim);
    item.sortText = String(index).padStart(6, '0');
    byItem.set(item, claim);
  }
  file.children.replace([...byItem.keys()]);
  return byItem;
}

function report(test: vscode.TestItem, claim: Claim | undefined, outcomes: Outcomes): void {
  const say = (message: string) => outcomes.appendOutput(`${test.label}: ${message}\r\n`, undefined, test);
  const wrong = (message: vscode.TestMessage): vscode.TestMessage => {
    if (test.uri && claim) message.location = new vscode.Location(test.uri, rangeOf(claim));
    return message;
  };
  switch (claim?.verdict) {
    case 'holds':
      outcomes.passed(test);
      return;
    case 'other-layout':
      outcomes.passed(test);
      say(claim.message ?? '');
      return;
    case 'refuted': {
      const { correction } = claim;
      const message = claim.message ?? '';
      outcomes.failed(test, wrong(correction ? vscode.TestMessage.diff(message, correction.expected, correction.actual) : new vscode.TestMessage(message)));
      return;
    }
    case 'broken':
      outcomes.errored(test, wrong(new vscode.TestMessage(claim.message ?? '')));
      return;
    default:
      // undecided, or no longer in the document
      outcomes.skipped(test);
      say(claim?.message ?? messages.claimGone);
  }
}

function rangeOf({ range: { start, end } }: Claim): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function itemsOf(collection: vscode.TestItemCollection): vscode.TestItem[] {
  return [...collection].map(([, item]) => item);
}
