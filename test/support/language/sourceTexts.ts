import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What a source file has to say to people, and what of it nobody could translate. */
export interface SourceTexts {
  /** The English texts as the catalogue has them: `{0}` for what is put in. */
  readonly keys: readonly string[];
  /** "file.ts:12: what is wrong" */
  readonly problems: readonly string[];
}

/** Names of things, which are the same in every language, and signs. */
const NAMES =
  /\b(Context Foundry|Livestream|VS Code|Claude Code|Codex|ngrok|mkcert|JSONL?|HTML|CSV|UTC|Esc|Home|End|Enter|PgUp|PgDn|Tab)\b/g;
const WORD = /\p{L}{2,}/u;
/** What an element shows or has read aloud beside its text. */
const SPOKEN =
  /(?:\s|^)(?:title|aria-label|aria-description|aria-roledescription|aria-valuetext|placeholder|label|alt)="([^"]*)"/g;

/** The texts of one file. Text in its templates that is not from the catalogue is a problem, as is one asked for too early. */
export function textsOf(path: string): SourceTexts {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const keys: string[] = [];
  const problems: string[] = [];
  const complain = (node: ts.Node, words: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`${path}:${line + 1}: ${words}`);
  };
  const early = (node: ts.Node): void => {
    const inFunction = ts.findAncestor(node, (each) => ts.isFunctionLike(each) || ts.isPropertyDeclaration(each));
    if (inFunction === undefined) complain(node, 'is asked for before the language is known: put it into a function');
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText();
      if (tag === 't' || tag === 'inEnglish') keys.push(keyOf(node.template));
      if (tag === 't') early(node);
      if (tag === 'html' || tag === 'svg')
        for (const text of untranslated(keyOf(node.template))) complain(node, `has "${text}" in a template`);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 't') {
      early(node);
      const key = calledKey(node.arguments[0]);
      if (key === null) complain(node, 'asks for a text that is not written here');
      else keys.push(key);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { keys, problems };
}

function keyOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, { literal }, index) => `${text}{${index}}${literal.text}`,
    template.head.text,
  );
}

/** `t('…')`, or `t({ message: '…', comment: '…' })` where one English word is several in another language. */
function calledKey(argument: ts.Expression | undefined): string | null {
  if (argument === undefined) return null;
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (!ts.isObjectLiteralExpression(argument)) return null;
  const value = (name: string): string | null => {
    const property = argument.properties.find((each) => each.name?.getText() === name);
    return property !== undefined && ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)
      ? property.initializer.text
      : null;
  };
  const [message, comment] = [value('message'), value('comment')];
  return message === null || comment === null ? null : `${message}/${comment}`;
}

/** Words between the tags of a template, and in what is spoken of its elements. */
function untranslated(template: string): readonly string[] {
  const spoken = [...template.matchAll(SPOKEN)].map(([, text]) => text!);
  const between = template.replaceAll(/<!--.*?-->/gs, ' ').split(/<[^>]*>/);
  return [...spoken, ...between]
    .map((text) => text.replaceAll(NAMES, '').trim())
    .filter((text) => WORD.test(text.replaceAll(/\{\d+\}/g, '')));
}
