import type { Browser, BrowserContext, CDPSession, Page, WebSocketRoute } from 'playwright-core';
import { answerAsKept } from './fixedAnswers.ts';
import { MOMENT } from './night.ts';
import { decode, halve } from './picture.ts';
import type { Picture } from './picture.ts';
import type { Screen, Server } from './screens.ts';
import { SIZES } from './sizes.ts';
import type { SizeName } from './sizes.ts';
import { wear } from './themes.ts';
import type { Theme } from './themes.ts';

/** What has looked the same for as many looks as this has come to rest. */
const LOOKS_ALIKE = 3;

export interface Servers {
  /** Where each is, with a slash at its end. */
  readonly urls: Readonly<Record<Server, string>>;
  /** The session of the build that is at work. */
  readonly build: string;
}

/** A page of one size, which is led from screen to screen; its clock stands. */
export class Studio {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #cdp: CDPSession;
  readonly #servers: Servers;
  readonly #size: SizeName;
  readonly #sockets = new Set<WebSocketRoute>();
  #isCutOff = false;

  private constructor(page: Page, cdp: CDPSession, servers: Servers, size: SizeName) {
    this.page = page;
    this.#context = page.context();
    this.#cdp = cdp;
    this.#servers = servers;
    this.#size = size;
  }

  /** `sharpness`: pixels of the picture for one of CSS. */
  static async open(
    browser: Browser,
    servers: Servers,
    size: SizeName,
    { sharpness = 1, locale = 'en-GB', bypassCSP = false } = {},
  ): Promise<Studio> {
    const { width, height, touch } = SIZES[size];
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: sharpness,
      hasTouch: touch,
      isMobile: touch,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      timezoneId: 'UTC',
      locale,
      bypassCSP,
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(MOMENT);
    await page.addInitScript((empty) => {
      if (!location.href.startsWith(empty)) localStorage.setItem('livestream.welcomed', 'yes');
    }, servers.urls.empty);
    await answerAsKept(page);
    const studio = new Studio(page, await context.newCDPSession(page), servers, size);
    await studio.#watchSockets();
    return studio;
  }

  /** Whether this size has that screen. */
  has({ upTo = Infinity }: Screen): boolean {
    return SIZES[this.#size].width <= upTo;
  }

  /** Leads the page to a screen, has it pictured in each theme, and leaves it. */
  async visit(screen: Screen, themes: readonly Theme[], take: (theme: Theme) => Promise<void>): Promise<void> {
    const { page } = this;
    const url = this.#servers.urls[screen.server ?? 'night'];
    const { build } = this.#servers;
    await page.goto(`${url}#${screen.place.replace('{build}', build)}`);
    // Each begins alike: where a page scrolls to depends on where it stood, and on its theme, whose letters have a height.
    if (themes[0] !== undefined) await wear(page, themes[0]);
    await page.evaluate(() => scrollTo(0, 0));
    await screen.act?.(page, () => this.#cutOff());
    await page.locator(screen.shows).first().waitFor();
    for (const theme of themes) {
      await wear(page, theme);
      await take(theme);
    }
    await screen.leave?.(page);
  }

  /** The window as it is now, half as large: a fourth of the bytes, and no letter's edge counts. */
  async shoot(): Promise<Picture> {
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const { data } = await this.#cdp.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      captureBeyondViewport: false,
    });
    return halve(decode(Buffer.from(data, 'base64')));
  }

  /** The window once it looks the same at a few looks in a row. */
  async atRest(): Promise<Picture> {
    let last = await this.shoot();
    for (let alike = 1; alike < LOOKS_ALIKE;) {
      const next = await this.shoot();
      alike = next.data.equals(last.data) ? alike + 1 : 1;
      last = next;
    }
    return last;
  }

  /** Ends the page's connection, and each that it opens from now on. */
  async #cutOff(): Promise<void> {
    const all = [...this.#sockets];
    this.#isCutOff = true;
    for (const socket of all) await socket.close();
  }

  async #watchSockets(): Promise<void> {
    await this.page.routeWebSocket(/\/ws$/, (socket) => {
      if (this.#isCutOff) return void socket.close();
      this.#sockets.add(socket);
      socket.connectToServer();
    });
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
