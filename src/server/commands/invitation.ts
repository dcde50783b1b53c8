import { toString as qrCode } from 'qrcode';

/** An address with a code by which one device is let in. `base`: with a slash at its end. */
export function pairingUrl(base: string, code: string): string {
  return new URL(`pair?code=${encodeURIComponent(code)}`, base).href;
}

/** What a person needs to get a phone in: the picture to scan, and the same as text. */
export async function invitation(base: string, code: string, where: string): Promise<readonly string[]> {
  const url = pairingUrl(base, code);
  return [
    await terminalQrCode(url),
    '',
    `  Scan it with a phone ${where}, or open`,
    `  ${url}`,
    '  It lets one device in, once, within 5 minutes; the command "share" makes another.',
  ];
}

/** Black on white whatever the terminal's colours, with a margin: what a phone's camera wants. */
async function terminalQrCode(text: string): Promise<string> {
  const code = await qrCode(text, { type: 'utf8', margin: 2 });
  const rows = code.split('\n').filter((row) => row !== '');
  return rows.map((row) => `  \u001b[30;107m${row}\u001b[0m`).join('\n');
}
