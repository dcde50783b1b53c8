import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { agentTree, foremostAgents, isAtWork } from '../../src/protocol/agentTree.ts';
import type { AgentNode } from '../../src/protocol/agentTree.ts';
import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import type { SessionMoment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { agentItem } from './agentItem.ts';

/** Agents in sight until a person asks for all of them. */
const IN_SIGHT = 6;

/** The agents of a session as lists in lists: each with what it started below it, which folds away. */
export class AgentList extends LitElement {
  static override readonly properties = {
    moment: { attribute: false },
    actions: { attribute: false },
    all: { state: true },
  };

  declare moment: SessionMoment;
  declare actions: Actions;
  declare all: boolean;

  constructor() {
    super();
    this.all = false;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { agents } = this.moment.state;
    const tree = agentTree(agents);
    return html`
      ${this.#branch(this.all ? tree : foremostAgents(tree, IN_SIGHT))}
      ${
        agents.length <= IN_SIGHT
          ? nothing
          : html`<button class="plain-button agents-all" aria-expanded=${this.all} @click=${this.#toggle}>
              ${this.all ? t`Show fewer agents` : t`Show all ${formatExact(agents.length)} agents`}
            </button>`
      }
    `;
  }

  readonly #toggle = (): void => {
    this.all = !this.all;
  };

  #branch(nodes: readonly AgentNode[]): TemplateResult {
    return html`<ul class="agents">
      ${repeat(
        nodes,
        ({ agent }) => agent.id,
        ({ agent, children }) =>
          html`<li class="agent">
            ${agentItem(agent, this.moment, this.actions)} ${children.length === 0 ? nothing : this.#started(children)}
          </li>`,
      )}
    </ul>`;
  }

  #started(children: readonly AgentNode[]): TemplateResult {
    const { state, now } = this.moment;
    const working = isLive(state, now) ? children.filter(({ agent }) => isAtWork(agent)).length : 0;
    const all = children.length;
    const started =
      working === 0
        ? count(all, { one: t('Started 1 agent'), other: t('Started {0} agents') })
        : count(
            all,
            { one: t('Started 1 agent, {1} at work'), other: t('Started {0} agents, {1} at work') },
            formatExact(working),
          );
    return html`<details class="fold agent-started" open>
      <summary>${started}</summary>
      ${this.#branch(children)}
    </details>`;
  }
}

customElements.define('livestream-agents', AgentList);
