// Puts an extension into the web-worker host of a VS Code server: a proxy before it that serves the extension's files
// from disk, on the same origin (the page's policy allows no other), and writes the extension into the page's configuration.

import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { join, normalize } from 'node:path';

const configuration = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;
const types = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** `extension` and `fixture` are folders of extensions, `tests` a bundle in the folder `suite`. Resolves with the origin to open and `close`. */
export async function proxyWithExtension(server, { extension, fixture, suite, tests }) {
  const upstream = new URL(server.origin);
  // VS Code runs only tests that lie inside the extension
  const folders = { '/extension/suite/': suite, '/extension/': extension, '/fixture/': fixture };
  const proxy = http.createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const served = Object.entries(folders).find(([prefix]) => path.startsWith(prefix));
    if (served) {
      const [prefix, folder] = served;
      await sendFile(join(folder, normalize(`/${path.slice(prefix.length)}`)), response);
      return;
    }
    const options = { host: upstream.hostname, port: upstream.port, path: request.url, method: request.method };
    const passedOn = http.request({ ...options, headers: { ...request.headers, 'accept-encoding': 'identity' } }, async answer => {
      if (path !== '/' || !/html/.test(answer.headers['content-type'] ?? '')) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      let html = '';
      for await (const part of answer.setEncoding('utf8')) html += part;
      const { 'content-length': _length, 'transfer-encoding': _encoding, etag: _etag, ...headers } = answer.headers;
      response.writeHead(answer.statusCode, headers);
      response.end(withExtension(html, request.headers.host, tests));
    });
    passedOn.on('error', () => response.destroy());
    request.pipe(passedOn);
  });
  proxy.on('upgrade', (request, socket, head) => {
    const onward = net.connect(Number(upstream.port), upstream.hostname, () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const [one, other] of [
      [onward, socket],
      [socket, onward],
    ])
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise(done => proxy.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${proxy.address().port}`, close: () => proxy.close() };
}

function withExtension(html, host, tests) {
  if (!configuration.test(html)) throw new Error('the page of the workbench has no configuration');
  return html.replace(configuration, (_whole, before, written) => {
    const settings = JSON.parse(written.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    const at = path => ({ scheme: 'http', authority: host, path });
    settings.developmentOptions = {
      ...settings.developmentOptions,
      extensions: [at('/extension'), at('/fixture')],
      extensionTestsPath: at(`/extension/suite/${tests}`),
    };
    return `${before}${JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
  });
}

async function sendFile(file, response) {
  let content;
  try {
    content = await readFile(file);
  } catch (error) {
    // the workbench asks for files that an extension may have
    if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error;
    response.writeHead(404).end();
    return;
  }
  const extension = /\.\w+$/.exec(file)?.[0] ?? '';
  response.writeHead(200, { 'Content-Type': types[extension] ?? 'application/octet-stream' });
  response.end(content);
}
