import { toString as qrCode } from 'qrcode';

export interface BannerInput {
  readonly url: string;
  /** Addresses for other devices, each with the token. */
  readonly lanUrls: readonly string[];
  readonly roots: readonly string[];
  readonly dataDir: string;
}

/** What the terminal shows once the server is ready: where it is, and the way for the phone. */
export async function banner({ url, lanUrls, roots, dataDir }: BannerInput): Promise<string> {
  const lines = ['', '  Context Foundry Livestream', '', `  On this machine   ${url}`];
  const [first] = lanUrls;
  for (const lan of lanUrls) lines.push(`  On your phone     ${lan}`);
  lines.push(
    `  Watching          ${roots.join('\n                    ') || 'no folder; events may be posted'}`,
    `  Data              ${dataDir}`,
    '',
  );
  if (first === undefined)
    lines.push('  For the phone: start it with --host 0.0.0.0, and scan the QR code it then prints.');
  else {
    lines.push(await terminalQrCode(first), '');
    lines.push('  Scan it with a phone in the same network. Who has this code can read your sessions.');
  }
  return [...lines, '  Ctrl-C stops.', '', ''].join('\n');
}

/** Black on white whatever the terminal's colours, with a margin: what a phone's camera wants. */
async function terminalQrCode(text: string): Promise<string> {
  const code = await qrCode(text, { type: 'utf8', margin: 2 });
  const rows = code.split('\n').filter((row) => row !== '');
  return rows.map((row) => `  \u001b[30;107m${row}\u001b[0m`).join('\n');
}
