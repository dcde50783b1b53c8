import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import type { CodeLanguage } from './codeLanguage.ts';

/** Characters that are coloured; what lies beyond them is shown as it is, before anybody waits for it. */
const COLOURED = 40_000;

const languages: Readonly<Record<CodeLanguage, typeof bash>> = {
  bash,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  markdown,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
const lowlight = createLowlight(languages);

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** Code in colours. Sessions write it: it becomes text nodes, and nothing else. */
class CodeView extends LitElement {
  static override readonly properties = { code: { attribute: false }, language: { attribute: false } };

  declare code: string;
  declare language: CodeLanguage;

  constructor() {
    super();
    this.code = '';
    this.language = 'json';
  }

  override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const coloured = lowlight.highlight(this.language, this.code.slice(0, COLOURED));
    return [coloured.children.map(part), this.code.slice(COLOURED)];
  }
}

function part(node: Node): TemplateResult | string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  const { className } = node.properties;
  return html`<span class=${Array.isArray(className) ? className.join(' ') : ''}>${node.children.map(part)}</span>`;
}

customElements.define('livestream-code', CodeView);
