import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** What the one QR code in a picture of the screen says, read from its pixels as a phone's camera does. */
export async function readQrCode(png: Buffer): Promise<string> {
  // Else the reader would ask a server on the internet for it.
  const wasmBinary = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer }, fireImmediately: true });
  const codes = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] });
  if (codes.length !== 1) throw new Error(`The picture shows ${codes.length} QR codes that can be read, not 1`);
  return codes[0]!.text;
}
