/**
 * Changes to the text of a JSON file that leave everything else in it as it was written, and that undo each other to
 * the last byte. Positions are found by a parser; only the text between two of them is put in or taken out.
 */
import { findNodeAtLocation, parseTree, type JSONPath, type Node } from 'jsonc-parser';

/** The value at a path; undefined when there is none. */
export function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text, [], { disallowComments: true });
  return root && (path.length === 0 ? root : findNodeAtLocation(root, path));
}

/** The name of a member that an object anywhere in the text has twice. */
export function nameGivenTwice(text: string): string | undefined {
  const nodes = [nodeAt(text, [])];
  for (const node of nodes) {
    const children = node?.children ?? [];
    const names = node?.type === 'object' ? children.map((member) => member.children![0]!.value as string) : [];
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) return twice;
    nodes.push(...children);
  }
  return undefined;
}

/** Puts a member with a name at the end of the object at a path. */
export function addMember(text: string, path: JSONPath, name: string, value: unknown): string {
  return addChild(text, path, `${JSON.stringify(name)}: ${written(value, text, path.length + 1)}`);
}

/** Puts a value at the end of the list at a path. */
export function addItem(text: string, path: JSONPath, value: unknown): string {
  return addChild(text, path, written(value, text, path.length + 1));
}

/** Takes out what is at a path, be it a member or an item. */
export function removeAt(text: string, path: JSONPath): string {
  const node = nodeAt(text, path)!;
  const child = typeof path.at(-1) === 'string' ? node.parent! : node;
  const container = child.parent!;
  const siblings = container.children!;
  const index = siblings.indexOf(child);
  const previous = siblings[index - 1];
  if (previous) return replace(text, endOf(previous), endOf(child), '');
  const next = siblings[index + 1];
  return replace(text, next ? child.offset : container.offset + 1, next ? next.offset : endOf(child), '');
}

/** Replaces a text value by another, given as JSON writes it between its quotes. */
export function replaceString(text: string, node: Node, json: string): string {
  return replace(text, node.offset + 1, endOf(node) - 1, json);
}

/** A text value as JSON writes it between its quotes. */
export function stringJson(text: string, node: Node): string {
  return text.slice(node.offset + 1, endOf(node) - 1);
}

/**
 * True for an object or a list in which nothing is left but a line break, which is how those look that were written
 * here with content. One that somebody wrote as {} or [] has none.
 */
export function isEmptied(text: string, node: Node): boolean {
  return node.children?.length === 0 && text.slice(node.offset, endOf(node)).includes('\n');
}

function addChild(text: string, path: JSONPath, child: string): string {
  const container = nodeAt(text, path)!;
  const { newline, indent } = styleOf(text);
  const onNewLine = newline + indent.repeat(path.length + 1);
  const last = container.children?.at(-1);
  if (last) {
    const before = container.children?.at(-2);
    const gap = text.slice(before ? endOf(before) : container.offset + 1, last.offset);
    return replace(text, endOf(last), endOf(last), `,${gap.includes('\n') ? onNewLine : ' '}${child}`);
  }
  const open = container.offset + 1;
  const inside = text.slice(open, endOf(container) - 1);
  return replace(text, open, open, `${inside.includes('\n') ? onNewLine : ''}${child}`);
}

/** JSON in the file's own style. An object or list with content takes lines of its own, which `isEmptied` relies on. */
function written(value: unknown, text: string, depth: number): string {
  const { newline, indent } = styleOf(text);
  return JSON.stringify(value, null, indent).replaceAll('\n', newline + indent.repeat(depth));
}

interface Style {
  readonly newline: string;
  readonly indent: string;
}

/** How the file is written: its line ends, and the white space before its first member. */
function styleOf(text: string): Style {
  const indent = /^\{\r?\n([ \t]{1,10})"/.exec(text)?.[1] ?? '  ';
  return { newline: text.includes('\r\n') ? '\r\n' : '\n', indent };
}

function replace(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
