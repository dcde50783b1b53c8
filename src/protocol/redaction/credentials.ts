import { isMaskAt, isPlaceholder } from './literals.ts';
import { providerOf } from './providerSecrets.ts';

/** An Authorization header with its scheme, in a header, in JSON or in code. */
const AUTHORIZATION =
  /(authorization\\{0,4}["'`]?\s{0,4}[:=,]\s{0,4}\\{0,4}["'`]?(?:bearer|basic|token|digest|apikey)\s{1,4})([^\s\p{Cc}"'`\\<>]+)/giu;
/** The same without its header: more than a word. */
const SCHEME =
  /(?<![A-Za-z])((?:[Bb]earer|BEARER|[Bb]asic)\s{1,4})(?=\S{0,200}?(?:\d|[a-z][A-Z]|=))([A-Za-z0-9._~+/=-]{16,})/g;
/** `scheme://user:password@host`; the user may be missing. The class has no slash, so one start is not seen twice. */
const URL_PASSWORD = /(:\/\/[^\s/:@?#"'`<>\\]{0,256}:)([^\s/?#"'`<>\\]+)(?=@)/g;
/** `https://token@host`. */
const URL_TOKEN = /(:\/\/)([A-Za-z0-9_-]{20,}(?::(?=@))?)(?=@)/g;
/** `curl -u user:password`. */
const CURL_USER = /((?<!\S)(?:-u|--user|--proxy-user)[ =]["']?[^\s:"']{1,256}:)([^\s"'`]+)/g;
/** The signature of a shared access address of Azure, or of a signed address of AWS and Google. */
const SIGNATURE = /([?&;](?:sig|x-amz-signature|x-amz-security-token|x-goog-signature)=)([A-Za-z0-9%+/=_-]{16,})/gi;
/** This server's own: the cookie, a share link, a pairing code, a token in an address. */
const OWN = /(livestream(?:_token)?_\w{1,10}=|\/pair\?code=|[?&]code=|\/link\/(?=[\w-]{43}))([\w-]{6,})/g;

interface Credential {
  readonly pattern: RegExp;
  readonly name: string;
}

/** Secrets that are known by what stands before them. Each pattern: what stays, and the secret. */
const CREDENTIALS: readonly Credential[] = [
  { pattern: AUTHORIZATION, name: 'credential' },
  { pattern: SCHEME, name: 'credential' },
  { pattern: URL_PASSWORD, name: 'password' },
  { pattern: URL_TOKEN, name: 'token' },
  { pattern: CURL_USER, name: 'password' },
  { pattern: SIGNATURE, name: 'signature' },
  { pattern: OWN, name: 'token' },
];

export function maskCredentials(text: string): string {
  return CREDENTIALS.reduce(
    (masked, { pattern, name }) =>
      masked.replace(pattern, (whole: string, before: string, secret: string, at: number) =>
        isPlaceholder(secret) || isMaskAt(masked, at + before.length)
          ? whole
          : `${before}[${providerOf(secret) ?? name} hidden]`,
      ),
    text,
  );
}
