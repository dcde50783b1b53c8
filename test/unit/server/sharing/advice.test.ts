import assert from 'node:assert/strict';
import { adviceFor } from '../../../../src/server/sharing/advice.ts';
import { lookAround } from '../../../../src/server/sharing/surroundings.ts';
import type { System } from '../../../../src/server/sharing/surroundings.ts';

const SHARED = { address: '198.51.100.7', port: 8137 };
const LINUX = '6.8.0-45-generic';
const WSL2 = '5.15.167.4-microsoft-standard-WSL2';
const WSL1 = '4.4.0-19041-Microsoft';

describe('advice for sharing', () => {
  it('gives the command of the firewall that is there, for this port', async () => {
    const ufw = { read: (path: string) => (path === '/etc/ufw/ufw.conf' ? 'LOGLEVEL=low\nENABLED=yes\n' : '') };
    assert.match(await advice(ufw), /sudo ufw allow 8137\/tcp/);
    const firewalld = { exists: (path: string) => path === '/usr/bin/firewall-cmd' };
    assert.match(await advice(firewalld), /sudo firewall-cmd --add-port=8137\/tcp/);
    assert.match(await advice({ platform: 'darwin' }), /socketfilterfw --unblockapp ".*node/);
    assert.match(await advice({ platform: 'win32' }), /netsh advfirewall firewall add rule .*localport=8137/);
  });

  it('does not speak of a firewall that is switched off', async () => {
    assert.doesNotMatch(await advice({ read: () => 'ENABLED=no\n' }), /ufw/);
    assert.match(await advice({}), /same network/);
  });

  it('says in a container that the port has to be published', async () => {
    assert.match(await advice({ exists: (path) => path === '/.dockerenv' }), /docker run -p 8137:8137/);
  });

  it('leads through Windows in WSL, at the address by which its network knows it', async () => {
    const said = await advice({ release: WSL2, run: windows({ mode: 'nat\n', address: '198.51.100.20\r\n' }) });
    assert.match(
      said,
      /netsh interface portproxy add v4tov4 listenaddress=198\.51\.100\.20 listenport=8137 connectaddress=198\.51\.100\.7 connectport=8137/,
    );
    assert.match(said, /netsh advfirewall firewall add rule/);
    const { windowsAddress } = await lookAround(
      system({ release: WSL2, run: windows({ address: '198.51.100.20\r\n' }) }),
    );
    assert.equal(windowsAddress, '198.51.100.20');
  });

  it('says how to find the address of Windows when Windows does not answer', async () => {
    const said = await advice({ release: WSL2, run: windows({}) });
    assert.match(said, /"ipconfig" in Windows tells it/);
    assert.match(said, /listenaddress=0\.0\.0\.0/);
  });

  it('takes WSL for any other machine where it has the network of Windows', async () => {
    for (const at of [
      { release: WSL2, run: windows({ mode: 'mirrored\n' }) },
      { release: WSL1, run: windows({}) },
    ]) {
      const said = await advice(at);
      assert.doesNotMatch(said, /portproxy/);
      assert.match(said, /New-NetFirewallHyperVRule .*-LocalPorts 8137/);
      assert.equal((await lookAround(system(at))).windowsAddress, null);
    }
  });
});

async function advice(differs: Partial<System>): Promise<string> {
  return adviceFor(await lookAround(system(differs)), SHARED).join('\n');
}

function system(differs: Partial<System>): System {
  return { platform: 'linux', release: LINUX, exists: () => false, read: () => '', run: missing, ...differs };
}

function missing(program: string): Promise<string> {
  return Promise.reject(new Error(`spawn ${program} ENOENT`));
}

/** The programs of a Windows that answers these questions and no other. */
function windows({ mode, address }: { mode?: string; address?: string }): System['run'] {
  const answers: Readonly<Record<string, string | undefined>> = { wslinfo: mode, 'powershell.exe': address };
  return (program) => {
    const answer = answers[program];
    return answer === undefined ? missing(program) : Promise.resolve(answer);
  };
}
