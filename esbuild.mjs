/** Builds what runs: the server, the extension and the dashboard, each for its own runtime, into dist/. */
import { context } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { FIRST_LOAD_KB, firstLoad } from './scripts/firstLoad.mjs';

const fromProject = createRequire(import.meta.url);
const watch = process.argv.includes('--watch');
const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const common = {
  bundle: true,
  sourcemap: 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  define: { __VERSION__: JSON.stringify(version) },
};

/** No `external: ['vscode']`: a server that imports the editor must not build. */
const server = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // Names stay, for stack traces; shortening them costs memory besides.
  minifyWhitespace: true,
  minifySyntax: true,
  // express brings two copies of the same half megabyte.
  alias: {
    'iconv-lite': createRequire(fromProject.resolve('body-parser')).resolve('iconv-lite'),
    // Its main file looks for its parts only when it runs, where a bundler cannot see it.
    'jsonc-parser': fromProject.resolve('jsonc-parser/lib/esm/main.js'),
  },
  entryPoints: {
    server: 'src/server/cli.ts',
    transcriptReader: 'src/server/sources/transcripts/transcriptReader.ts',
    tunnelGuard: 'src/server/sharing/tunnelGuard.ts',
    broadcaster: 'src/broadcaster/eventBroadcaster.ts',
  },
  outdir: 'dist',
};

/** Runs at every hook of an agent, in whatever Node is there: small, and alone in the data folder. */
const hook = {
  ...common,
  sourcemap: false,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  minify: true,
  entryPoints: { hook: 'src/server/hooks/hook.ts' },
  outExtension: { '.js': '.cjs' },
  outdir: 'dist',
};

const extension = {
  ...common,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  entryPoints: { extension: 'src/extension/extension.ts' },
  outdir: 'dist',
};

/** All but `main`: files of their own, loaded when they are asked for; each with its own copy of what it needs. */
const webview = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  minify: true,
  entryPoints: {
    main: 'webview/main.ts',
    share: 'webview/share/shareDialog.ts',
    history: 'webview/history/historyView.ts',
    compare: 'webview/compare/compareView.ts',
    trends: 'webview/trends/trendsView.ts',
    replay: 'webview/replay/replayBar.ts',
    alerts: 'webview/alerts/alertsDialog.ts',
    video: 'webview/video/videoRecorder.ts',
    code: 'webview/log/codeView.ts',
    why: 'webview/why/whyDialog.ts',
    german: 'webview/german.ts',
    style: 'webview/style.css',
  },
  loader: { '.svg': 'dataurl' },
  outdir: 'dist/webview',
};

/** Not a module: browsers load it by itself. No map beside it either, which it would have to be asked for. */
const serviceWorker = {
  ...common,
  sourcemap: false,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  entryPoints: { serviceWorker: 'webview/serviceWorker/serviceWorker.ts' },
  outdir: 'dist/webview',
};

/** The page that an exported replay is: everything in one file. The server puts the recording into it. */
const recording = {
  ...common,
  sourcemap: false,
  write: false,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  minify: true,
  entryPoints: { script: 'webview/offline/recordingPage.ts', style: 'webview/style.css' },
  loader: { '.svg': 'dataurl' },
  outdir: 'dist/recording',
  // Its rules name elements that would end the page's own script.
  alias: { 'highlight.js/lib/languages/xml': 'highlight.js/lib/languages/plaintext' },
  plugins: [{ name: 'one file', setup: ({ onEnd }) => onEnd(writeRecordingPage) }],
};

/** Nothing runs in that page but what its policy names by its hash, and it can ask for nothing. */
async function writeRecordingPage({ outputFiles, errors }) {
  if (errors.length > 0) return;
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
  const parts = { script: text('.js'), style: text('.css') };
  for (const [name, part] of Object.entries(parts))
    if (/<\/?(script|style)|<!-- The recording -->|\r/i.test(part))
      throw new Error(`The ${name} would end its element.`);
  const hash = (part) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
  const icon = (await readFile('media/icon.svg')).toString('base64');
  const filled = {
    ...parts,
    icon: `data:image/svg+xml;base64,${icon}`,
    policy: [
      "default-src 'none'",
      `script-src ${hash(parts.script)}`,
      `style-src ${hash(parts.style)}`,
      'img-src data:',
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  };
  const page = await readFile('webview/recording.html', 'utf8');
  await writeFile(
    'dist/webview/recording.html',
    page.replace(/\{\{(\w+)\}\}/g, (_all, name) => filled[name]),
  );
}

await mkdir('dist/webview', { recursive: true });
await writeFile('dist/package.json', '{ "type": "commonjs" }\n');
for (const file of ['index.html', 'manifest.webmanifest']) await cp(`webview/${file}`, `dist/webview/${file}`);
for (const icon of ['icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png', 'apple-touch-icon.png'])
  await cp(`media/${icon}`, `dist/webview/${icon}`);
// What a program that uses the broadcaster sees of it.
const broadcaster = await readFile('src/broadcaster/eventBroadcaster.ts', 'utf8');
const { outputText } = ts.transpileDeclaration(broadcaster, { compilerOptions: { isolatedDeclarations: true } });
await writeFile('dist/broadcaster.d.ts', outputText);

for (const options of [server, hook, extension, webview, serviceWorker, recording]) {
  const build = await context(options);
  await build.rebuild();
  if (watch) await build.watch();
  else await build.dispose();
}
await weighFirstLoad();
if (watch) console.log('watching for changes');

/** A page that is slow to come is not looked at in the night: too heavy a first load fails the build. */
async function weighFirstLoad() {
  const { kilobytes, parts } = await firstLoad('dist/webview');
  const words = `first load of the page: ${kilobytes.toFixed(1)} KB gzipped of ${FIRST_LOAD_KB} (${parts.join(', ')})`;
  console.log(words);
  if (kilobytes > FIRST_LOAD_KB && !watch) throw new Error(`The ${words}. Load later what is not seen at once.`);
}
