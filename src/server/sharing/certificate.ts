import { inEnglish } from '../../protocol/language.ts';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';

/** The person's own certificate, by which other devices are served over https. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** The name to put in an address: one that the certificate is for, else the address itself. */
  readonly hostFor: (address: string) => string;
  /** A sentence on what a browser will complain of; undefined when it has no reason to. */
  readonly problem: (address: string, now: number) => string | undefined;
}

/** Reads and checks both files. Throws a sentence that names the file and what is wrong with it. */
export function readCertificate(certFile: string, keyFile: string): Certificate {
  const cert = read(certFile, '--tls-cert');
  const key = read(keyFile, '--tls-key');
  const x509 = parseCertificate(cert, certFile);
  checkPair(cert, key, certFile, keyFile);
  const names = dnsNames(x509);
  return {
    cert,
    key,
    hostFor: (address) => (x509.checkIP(address) === undefined ? (names[0] ?? address) : address),
    problem: (address, now) => {
      if (x509.validToDate.getTime() < now)
        return inEnglish`The certificate ${certFile} ended on ${x509.validToDate.toISOString().slice(0, 10)}: browsers will warn. Renew it and start again.`;
      if (x509.checkIP(address) !== undefined || names.length > 0) return undefined;
      return inEnglish`The certificate ${certFile} is not for ${address}: browsers will warn. Make one for this address, or open the page by a name that it is for.`;
    },
  };
}

function read(file: string, option: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? inEnglish`There is no such file` : (error as Error).message;
    throw new Error(inEnglish`${option} ${file}: ${reason}. It takes the path of a PEM file.`, { cause: error });
  }
}

function parseCertificate(cert: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch (error) {
    throw new Error(inEnglish`--tls-cert ${file} holds no certificate in PEM format (-----BEGIN CERTIFICATE-----).`, {
      cause: error,
    });
  }
}

function checkPair(cert: Buffer, key: Buffer, certFile: string, keyFile: string): void {
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new Error(explainPair(error as NodeJS.ErrnoException, certFile, keyFile), { cause: error });
  }
}

function explainPair({ code, message }: NodeJS.ErrnoException, certFile: string, keyFile: string): string {
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH')
    return inEnglish`The key ${keyFile} does not belong to the certificate ${certFile}. Give the two that were made together.`;
  if (/passphrase|bad decrypt|bad password|INTERRUPTED_OR_CANCELLED/i.test(`${code} ${message}`))
    return inEnglish`The key ${keyFile} is locked with a passphrase. Write an unlocked copy: openssl pkey -in ${keyFile} -out unlocked.pem`;
  return inEnglish`--tls-key ${keyFile} holds no private key in PEM format (-----BEGIN PRIVATE KEY-----): ${message}.`;
}

/** The names that stand for one machine each: a wildcard does not say which. */
function dnsNames({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return subjectAltName
    .split(', ')
    .flatMap((entry) => /^DNS:(.+)$/.exec(entry)?.[1] ?? [])
    .filter((name) => !name.includes('*') && name !== 'localhost' && isIP(name) === 0);
}
