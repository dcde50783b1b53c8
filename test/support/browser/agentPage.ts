import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser, Locator } from 'playwright-core';
import type { EventData, KnownType } from '../../../src/protocol/events.ts';
import { AGENT_SESSION, AgentTeller } from './agentSession.ts';
import { FrameServer } from './frameServer.ts';
import { launchBrowser, openDashboard } from './openDashboard.ts';
import type { DashboardSetup, OpenDashboard } from './openDashboard.ts';

const PAGE = join(import.meta.dirname, '../../../dist/webview');

/** A dashboard that shows what a test tells it of a coding agent's session. */
export class AgentPage {
  readonly #browser: Browser;
  readonly server = new FrameServer(PAGE);
  #dashboard: OpenDashboard | null = null;
  #facts = 0;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  get dashboard(): OpenDashboard {
    assert.ok(this.#dashboard, 'the page is open');
    return this.#dashboard;
  }

  /** `shows`: what is there once the page is. */
  async open(hash = '', shows = '.status', setup: DashboardSetup = {}): Promise<void> {
    this.#dashboard = await openDashboard(this.#browser, `${await this.server.listen()}${hash}`, setup);
    await this.#dashboard.page.locator(shows).waitFor();
  }

  /** One fact of the session, so many minutes ago. */
  tell<T extends KnownType>(minutesAgo: number, type: T, data: EventData[T], session = AGENT_SESSION): void {
    this.add(new AgentTeller(session).tell(minutesAgo, type, data));
  }

  add({ facts }: Pick<AgentTeller, 'facts'>): void {
    this.server.add(facts.map((fact) => ({ ...fact, id: `told-${++this.#facts}` })));
  }

  /** The text of a panel as a person reads it, spaces made one. */
  async panel(id: string): Promise<string> {
    return (await this.panelElement(id).innerText()).replace(/\s+/g, ' ').trim();
  }

  panelElement(id: string): Locator {
    return this.dashboard.page.locator(`.panel-${id}`);
  }

  /** Asks why of a number; the dialog. */
  async why(what: string): Promise<Locator> {
    await this.dashboard.page.getByRole('button', { name: `Why? ${what}`, exact: true }).click();
    const dialog = this.dashboard.page.locator('dialog.why[open]');
    await dialog.waitFor();
    return dialog;
  }

  /** The browser itself complains of each answer that is an error. */
  async close(): Promise<void> {
    await this.#dashboard?.close();
    this.server.stop();
    const refused = /Failed to load resource: the server responded with a status of (404|503)/;
    assert.deepEqual(
      (this.#dashboard?.problems ?? []).filter((problem) => !refused.test(problem)),
      [],
    );
  }
}

/** A new page for each test of a `describe`; what it complains of in its console fails the test. */
export function useAgentPage(): () => AgentPage {
  let browser: Browser;
  let page: AgentPage;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(() => {
    page = new AgentPage(browser);
  });
  afterEach(() => page.close());
  return () => page;
}
