/** `npm run pictures`: makes the pictures that the tests compare the screens with, in test/fixtures/pictures. */
import { ensureBuilt, ensureChromium, ensureInstalled, run, toolchainNode } from './toolchain.mjs';

ensureInstalled();
ensureBuilt();
const env = { ...process.env, CHROMIUM_PATH: ensureChromium() };
run(toolchainNode, ['--disable-warning=ExperimentalWarning', 'test/support/pictures/keepPictures.ts'], { env });
