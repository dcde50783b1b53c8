import { readFileSync } from 'node:fs';

/** The texts of package.json in one language, by their names there. */
export type ManifestTexts = Readonly<Record<string, string>>;

/** The texts that package.json only names, in the language of the file: "package.nls.json", "package.nls.de.json". */
export function readTexts(name: string): ManifestTexts {
  return JSON.parse(readText(name)) as ManifestTexts;
}

/** package.json as the editor reads it: with its texts in place of their names, English if nothing else is asked for. */
export function readManifest(texts = readTexts('package.nls.json')): unknown {
  return JSON.parse(readText('package.json'), (_key, value: unknown) => {
    const named = namedText(value);
    return named === null ? value : (texts[named] ?? value);
  });
}

/** The names of all texts of package.json, each once. */
export function textNames(): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.parse(readText('package.json'), (_key, value: unknown) => {
    const named = namedText(value);
    if (named !== null) names.add(named);
    return value;
  });
  return names;
}

/** The editor takes a text between percent signs for the name of one. */
function namedText(value: unknown): string | null {
  return (typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined) ?? null;
}

function readText(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}
