/**
 * Brings what the project needs and nothing that is there already: packages, its own Node 24, the build, a browser.
 * Runs on any Node from 18 on, without packages, since it is what installs them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));
const inProject = (...parts) => join(projectDir, ...parts);

/** The Node that runs everything: the `node` package of this project, since the store needs node:sqlite. */
export const toolchainNode = inProject(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Runs a program to its end in the project's folder; ends this one when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: projectDir, stdio: 'inherit', ...options });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Runs a program to its end; whether it did what it was asked for. */
const runs = (command, args, options) => spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;

/** Installs the locked packages when they are missing or others. */
export function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
  const stamp = inProject('node_modules', '.livestream-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(toolchainNode)) return;
  console.error('Installing packages…');
  npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  // Where install scripts are switched off, the node package has not fetched its binary yet.
  if (!existsSync(toolchainNode))
    run(process.execPath, ['installArchSpecificPackage.js'], { cwd: inProject('node_modules', 'node') });
  writeFileSync(stamp, lock);
}

function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli) run(process.execPath, [cli, ...args]);
  else run('npm', args, { shell: process.platform === 'win32' });
}

/** Builds when a source is newer than the last build. */
export function ensureBuilt() {
  const stamp = inProject('dist', '.built');
  const sources = ['src', 'webview', 'l10n', 'media', 'esbuild.mjs', 'package.json'].map((name) => inProject(name));
  if (existsSync(stamp) && Math.max(...sources.map(newest)) < statSync(stamp).mtimeMs) return;
  console.error('Building…');
  run(toolchainNode, ['esbuild.mjs']);
  writeFileSync(stamp, '');
}

function newest(path) {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const BROWSERS = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/** The path of a Chromium: the one that is named, the system's, Debian's package when root, else Playwright's download. */
export function ensureChromium() {
  const known = [process.env.CHROMIUM_PATH, ...(BROWSERS[process.platform] ?? [])].find(
    (path) => path && existsSync(path),
  );
  if (known) return known;
  if (canInstallDebian()) {
    if (!installDebian('chromium')) fail('Chromium could not be installed. CHROMIUM_PATH may name one that is there.');
    return '/usr/bin/chromium';
  }
  console.error("Downloading Playwright's Chromium for the browser tests…");
  run(toolchainNode, [inProject('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
  const asked = spawnSync(toolchainNode, ['-p', "require('playwright-core').chromium.executablePath()"], {
    cwd: projectDir,
    encoding: 'utf8',
  });
  return asked.stdout.trim();
}

/**
 * The path of a Chromium that never has a window, which needs a quarter less of the processor for the same pages: Debian's.
 * Where it is not to be had, or another browser was named, the whole Chromium.
 */
export function ensureChromiumShell() {
  const shell = '/usr/bin/chromium-headless-shell';
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync(shell) || (canInstallDebian() && installDebian('chromium-headless-shell'))) return shell;
  return ensureChromium();
}

const canInstallDebian = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Whether Debian's package is there now. */
function installDebian(name) {
  console.error(`Installing Debian's ${name} for the tests…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => runs('apt-get', args, { env });
  apt('update', '-qq');
  return apt('install', '-y', '-qq', '--no-install-recommends', name);
}

/** An empty folder for what tests and benches write. */
export function buildDir(name) {
  const dir = inProject('build', name);
  mkdirSync(dir, { recursive: true });
  return dir;
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
