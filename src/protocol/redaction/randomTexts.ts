/** As many characters as 32 random bytes have in base64url: this server's secrets, and those of many others. */
const RANDOM_43 = /(?<![\w+/=.-])[\w-]{43}(?![\w+/=-])/g;
/** A text that is nothing but base64, as a line of a private key is that is shown without those before it. */
const BASE64_LINE = /^\s*[A-Za-z0-9+/]{24,}={0,2}\s*$/;
/** The part of the characters that are of another kind than the one before: 0.6 in random text, 0.1 in names of files. */
const CHANGES_IN_RANDOM = 0.37;

/** Masks what is too random to be a name, where it is as long as a secret, or all there is. */
export function maskRandomTexts(text: string): string {
  if (BASE64_LINE.test(text) && isRandom(text.trim())) return '[random text hidden]';
  return text.replace(RANDOM_43, (run) => (isRandom(run) ? '[secret hidden]' : run));
}

/** Capitals, small letters and digits that take turns. */
function isRandom(text: string): boolean {
  const kinds: readonly number[] = [...text].map((each) =>
    /[a-z]/.test(each) ? 0 : /[A-Z]/.test(each) ? 1 : /\d/.test(each) ? 2 : 3,
  );
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes >= text.length * CHANGES_IN_RANDOM && [0, 1, 2].every((kind) => kinds.includes(kind));
}
