import type { Page } from 'playwright-core';
import { AGENT, ENDED, FAILED, WAITING } from './night.ts';

export type Server = 'night' | 'quiet' | 'empty';

/** One thing that a person can have before their eyes. */
export interface Screen {
  readonly name: string;
  /** Default: the night's. */
  readonly server?: Server;
  /** What the address says behind the "#"; `{build}` is the build that is at work. */
  readonly place: string;
  /** What a person does there to see it. `cutOff` takes the page's connection away, for good. */
  readonly act?: (page: Page, cutOff: () => Promise<void>) => Promise<unknown>;
  /** What is there then. */
  readonly shows: string;
  /** How it is left for the next one. */
  readonly leave?: (page: Page) => Promise<unknown>;
  /** Only sizes as narrow as this have it, CSS pixels. */
  readonly upTo?: number;
}

const CHARTS = '.panel-context-chart canvas';
const MORE = '.navigation-more-button';
const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');

export const SCREENS: readonly Screen[] = [
  { name: 'now', place: 'view=now', shows: '.card' },
  { name: 'build', place: 'session={build}', shows: CHARTS },
  { name: 'agent', place: `session=${AGENT}`, shows: CHARTS },
  {
    name: 'charts',
    place: `session=${AGENT}`,
    act: (page) => page.locator(CHARTS).evaluate((chart) => chart.scrollIntoView({ block: 'center' })),
    shows: CHARTS,
  },
  {
    name: 'line',
    place: `session=${AGENT}`,
    act: async (page) => {
      await page.locator('.log-row', { hasText: 'npm test -- checkout' }).locator('button').first().click();
      await page.locator('.log-detail').evaluate((detail) => detail.scrollIntoView({ block: 'center' }));
    },
    shows: '.log-detail',
    leave: escape,
  },
  {
    name: 'why',
    place: `session=${AGENT}`,
    act: (page) => page.locator('.metric-cost .why-button').click(),
    shows: 'dialog.why[open] .why-table',
    leave: escape,
  },
  {
    name: 'export',
    place: `session=${AGENT}`,
    act: (page) => page.locator('.export-button').click(),
    shows: 'dialog.export[open]',
    leave: escape,
  },
  { name: 'replay', place: `session=${ENDED}&t=1795394400000`, shows: '.scrubber' },
  { name: 'history', place: 'history', shows: '.history-row' },
  {
    name: 'search',
    place: 'history',
    act: async (page) => {
      await page.getByRole('searchbox').fill('checkout');
      await page.getByRole('searchbox').press('Enter');
    },
    shows: '.hits li',
    leave: (page) => page.getByRole('searchbox').fill(''),
  },
  { name: 'report', place: 'view=report', shows: '.report h3' },
  { name: 'compare', place: `view=compare&session=${WAITING}&session=${FAILED}`, shows: '.uplot canvas' },
  { name: 'trends', place: 'view=trends', shows: '.uplot canvas' },
  { name: 'diagnostics', place: 'view=diagnostics', shows: '.diagnostic-sources' },
  { name: 'night', place: 'view=night', shows: '.night-session' },
  {
    name: 'more',
    place: 'view=now',
    act: (page) => page.locator(MORE).click(),
    shows: '.navigation-more:popover-open',
    leave: escape,
    upTo: 500,
  },
  {
    name: 'alerts',
    place: 'view=now',
    act: (page) => page.locator('.bell').click(),
    shows: 'dialog.alerts[open] li',
    leave: escape,
  },
  {
    name: 'share',
    place: 'view=now',
    act: async (page) => {
      const more = page.locator(MORE);
      if (await more.isVisible()) await more.click();
      await page.locator('.share-button').click();
    },
    shows: '.qr-code',
    leave: escape,
  },
  {
    name: 'keys',
    place: 'view=now',
    act: (page) => page.keyboard.press('?'),
    shows: 'dialog.key-map[open]',
    leave: escape,
  },
  { name: 'quiet', server: 'quiet', place: 'view=now', shows: '.card' },
  { name: 'welcome', server: 'empty', place: 'view=now', shows: '.welcome' },
  {
    name: 'lost',
    place: `session=${AGENT}`,
    act: async (page, cutOff) => {
      await page.locator(CHARTS).waitFor();
      await cutOff();
    },
    shows: '.connection-bar',
  },
];
