import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCertificate } from '../../../../src/server/sharing/certificate.ts';
import { useScene } from '../../../support/scene.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/tls');
const CERTIFICATE = join(FOLDER, 'certificate.pem');
const KEY = join(FOLDER, 'key.pem');
const IN_2030 = Date.UTC(2030, 0, 1);
const IN_2130 = Date.UTC(2130, 0, 1);

describe("a person's own certificate", () => {
  const scene = useScene(after);

  it('is opened by a name that it is for, and by the address where it is for that', () => {
    const { hostFor } = readCertificate(CERTIFICATE, KEY);
    assert.equal(hostFor('198.51.100.1'), '198.51.100.1');
    assert.equal(hostFor('198.51.100.9'), 'laptop.example');
  });

  it('is said to have ended when it has', () => {
    const { problem } = readCertificate(CERTIFICATE, KEY);
    assert.equal(problem('198.51.100.1', IN_2030), undefined);
    assert.match(problem('198.51.100.1', IN_2130)!, /ended on 2126-.*Renew it/);
  });

  it('is refused with the file and what is wrong with it', () => {
    const [missing, text] = [join(FOLDER, 'missing.pem'), join(scene.folder(), 'text.pem')];
    writeFileSync(text, 'no PEM');
    const cases = [
      [missing, KEY, /--tls-cert .*missing\.pem: There is no such file/],
      [CERTIFICATE, missing, /--tls-key .*missing\.pem: There is no such file/],
      [text, KEY, /--tls-cert .*text\.pem holds no certificate/],
      [CERTIFICATE, text, /--tls-key .*text\.pem holds no private key/],
      [CERTIFICATE, join(FOLDER, 'other-key.pem'), /other-key\.pem does not belong to the certificate/],
      [CERTIFICATE, join(FOLDER, 'locked-key.pem'), /locked-key\.pem is locked.*openssl pkey/],
    ] as const;
    for (const [cert, key, message] of cases) assert.throws(() => readCertificate(cert, key), message);
  });
});
