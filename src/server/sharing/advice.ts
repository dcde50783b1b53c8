import { inEnglish } from '../../protocol/language.ts';
import type { Surroundings } from './surroundings.ts';

/** Microsoft's name for the virtual machines of WSL, as its firewall wants it. */
const WSL_MACHINES = '{40E0AC32-46A5-438A-A0B2-2B479E8F2E90}';

export interface Shared {
  /** The address that the server listens on. */
  readonly address: string;
  readonly port: number;
}

/** What may keep a phone from reaching the server, most likely first, each with the command that helps. */
export function adviceFor(surroundings: Surroundings, shared: Shared): readonly string[] {
  if (surroundings.wsl === 'nat') return insideWindows(surroundings.windowsAddress, shared);
  return [...container(surroundings, shared), ...firewall(surroundings, shared)];
}

function insideWindows(windowsAddress: string | null, { address, port }: Shared): readonly string[] {
  const listen = windowsAddress ?? '0.0.0.0';
  const unknown = inEnglish`The address above is known inside Windows only, and the one of Windows could not be found: "ipconfig" in Windows tells it.`;
  return [
    ...(windowsAddress === null ? [unknown] : []),
    inEnglish`Windows does not pass on to WSL what comes from the network. As administrator in Windows, once and after each restart of WSL: netsh interface portproxy add v4tov4 listenaddress=${listen} listenport=${port} connectaddress=${address} connectport=${port}`,
    inEnglish`Let it through the firewall of Windows, as administrator: ${windowsRule(port)}`,
  ];
}

function container({ container }: Surroundings, { port }: Shared): readonly string[] {
  return container
    ? [
        inEnglish`This is a container: other devices reach it only where the port is published (docker run -p ${port}:${port}), at the address of the machine that it runs on.`,
      ]
    : [];
}

function firewall({ platform, wsl, firewall }: Surroundings, { port }: Shared): readonly string[] {
  const blocked = inEnglish`If the phone waits in vain, a firewall is in the way`;
  if (wsl === 'mirrored')
    return [
      inEnglish`${blocked}; as administrator in Windows: New-NetFirewallHyperVRule -Name Livestream -DisplayName Livestream -Direction Inbound -VMCreatorId '${WSL_MACHINES}' -Protocol TCP -LocalPorts ${port}`,
    ];
  if (platform === 'win32') return [inEnglish`${blocked}; as administrator: ${windowsRule(port)}`];
  if (platform === 'darwin')
    return [
      inEnglish`${blocked}: sudo /usr/libexec/ApplicationFirewall/socketfilterfw --unblockapp "${process.execPath}"`,
    ];
  if (firewall === 'ufw') return [inEnglish`${blocked}: sudo ufw allow ${port}/tcp`];
  if (firewall === 'firewalld') return [inEnglish`${blocked}: sudo firewall-cmd --add-port=${port}/tcp`];
  return [
    inEnglish`If the phone waits in vain, look whether it is in the same network; guest networks keep devices apart.`,
  ];
}

function windowsRule(port: number): string {
  return `netsh advfirewall firewall add rule name=Livestream dir=in action=allow protocol=TCP localport=${port} profile=private`;
}
