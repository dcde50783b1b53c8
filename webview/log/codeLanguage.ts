/** The languages in which code is coloured. */
export type CodeLanguage =
  | 'bash'
  | 'css'
  | 'diff'
  | 'go'
  | 'java'
  | 'javascript'
  | 'json'
  | 'markdown'
  | 'python'
  | 'rust'
  | 'sql'
  | 'typescript'
  | 'xml'
  | 'yaml';

/** By the names that fences and files have. */
const BY_NAME: Readonly<Record<string, CodeLanguage>> = {
  bash: 'bash',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  css: 'css',
  scss: 'css',
  diff: 'diff',
  patch: 'diff',
  go: 'go',
  java: 'java',
  kt: 'java',
  js: 'javascript',
  cjs: 'javascript',
  mjs: 'javascript',
  jsx: 'javascript',
  javascript: 'javascript',
  json: 'json',
  jsonc: 'json',
  jsonl: 'json',
  md: 'markdown',
  markdown: 'markdown',
  py: 'python',
  python: 'python',
  rs: 'rust',
  rust: 'rust',
  sql: 'sql',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  typescript: 'typescript',
  html: 'xml',
  svg: 'xml',
  vue: 'xml',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

const SHELLS = /^(bash|shell|exec|exec_command|local_shell|run_terminal_cmd|command)$/i;
const DIFF = /^(diff --git |@@ -\d|\*\*\* Begin Patch)/m;

/** The language that a fence names; null where it is none of them. */
export function languageNamed(name: string): CodeLanguage | null {
  const lower = name.toLowerCase();
  return Object.hasOwn(BY_NAME, lower) ? BY_NAME[lower]! : null;
}

/** What a text looks like by itself. */
export function languageOf(text: string): CodeLanguage | null {
  if (DIFF.test(text)) return 'diff';
  return /^\s*(\{\s*"|\[\s*[[{"\d])/.test(text) && /[\]}]\s*(… and .*)?$/.test(text) ? 'json' : null;
}

/** The language of what a tool is called with: the command of a shell, and no file's. */
export function languageOfCall(tool: string, input: string): CodeLanguage | null {
  return SHELLS.test(tool) ? 'bash' : languageOf(input);
}

export interface TextPart {
  readonly text: string;
  /** It stood in a fence. */
  readonly isCode: boolean;
  /** null where it is not known. */
  readonly language: CodeLanguage | null;
}

const FENCE = /^[ \t]*(?:```|~~~)[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*(?:```|~~~)[ \t]*$\n?|$(?![\s\S]))/gm;

/** A text as its prose and the code that stands in fences. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(FENCE)) {
    const [whole, name = '', code = ''] = match;
    parts.push({ text: text.slice(at, match.index), isCode: false, language: null });
    parts.push({ text: code, isCode: true, language: languageNamed(name) ?? languageOf(code) });
    at = match.index + whole.length;
  }
  parts.push({ text: text.slice(at), isCode: false, language: null });
  return parts.filter((part) => part.text !== '');
}
