/** `npm run screenshots`: makes the pictures of README and docs/gallery.md, in docs/screenshots. */
import { ensureBuilt, ensureChromium, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
run(toolchainNode, ['--disable-warning=ExperimentalWarning', 'test/support/screenshots.ts'], { env });
