import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The folder of the built dashboard: the same bytes as in a browser. */
export function dashboardFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** The page of the panel. It may run our one script and show our styles, and reach nothing else, network included. */
export function dashboardHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const file = (name: string): string =>
    String(webview.asWebviewUri(vscode.Uri.joinPath(dashboardFolder(extension), name)));
  const nonce = randomBytes(16).toString('base64url');
  const own = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${own}`,
    `img-src ${own} data:`,
    `font-src ${own}`,
  ].join('; ');
  return `<!doctype html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Livestream</title>
    <link rel="stylesheet" href="${file('style.css')}" />
  </head>
  <body>
    <div id="app"></div>
    <script type="module" nonce="${nonce}" src="${file('main.js')}"></script>
  </body>
</html>
`;
}
