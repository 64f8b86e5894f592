// The same suite in desktop VS Code, for machines that may download one: npm run test:desktop

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';

async function main(): Promise<void> {
  const root = join(__dirname, '../..');
  // the oldest one that package.json promises
  const version = /\d+\.\d+\.\d+/.exec(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.vscode)![0];
  const vscodeExecutablePath = await downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? version);
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
  const installed = spawnSync(command!, [...args, '--install-extension', join(root, 'nabla.vsix'), '--force'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (installed.status !== 0) throw new Error('the .vsix did not install');
  const workspace = mkdtempSync(join(tmpdir(), 'nabla-workspace-'));
  cpSync(join(root, 'test/e2e/workspace'), workspace, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: join(root, 'test/e2e/host'),
      extensionTestsPath: join(root, 'out/e2e/index.js'),
      launchArgs: [workspace, '--disable-workspace-trust', '--disable-updates'],
    });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
