/** `npm run screenshots`: makes the pictures in docs/screenshots from the demo session. */
import { ensureBuilt, ensureChromium, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
run(toolchainNode, ['--disable-warning=ExperimentalWarning', 'test/support/screenshots.ts'], { env });
