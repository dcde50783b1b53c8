/**
 * A test's hand inside the extension host: `POST /` with `{"source": "async body"}` and the test's key runs the source
 * with `vscode` in scope and answers with its JSON. It listens on loopback only, and is never shipped.
 */
const http = require('node:http');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

exports.activate = (context) => {
  const key = process.env.LIVESTREAM_TEST_DRIVER_KEY;
  const server = http.createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end();
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const { source } = JSON.parse(Buffer.concat(chunks).toString());
      const value = await new Function('vscode', `return (async () => { ${source} })();`)(vscode);
      response.end(JSON.stringify({ value: value ?? null }));
    } catch (error) {
      response.writeHead(500).end(String(error.stack));
    }
  });
  server.listen(0, '127.0.0.1', () => {
    writeFileSync(process.env.LIVESTREAM_TEST_DRIVER_FILE, String(server.address().port));
  });
  context.subscriptions.push({ dispose: () => server.close() });
};
