import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  COMMANDS,
  DASHBOARD_PANEL,
  FILTERED_CONTEXT,
  FOLLOWING_CONTEXT,
  ITEM_WORDS,
  SERVER_CONTEXT,
  SHARED_ON_LAN_CONTEXT,
  TUNNEL_OPEN_CONTEXT,
  SESSIONS_VIEW,
} from '../../../src/extension/commands.ts';
import { DEFAULTS, SECTION } from '../../../src/extension/settings.ts';
import { readManifest, readTexts, textNames } from '../../support/manifest.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when: string;
    }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
    };
  };
}

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly enablement?: string;
}

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly order: number;
  readonly type: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly minimum?: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly items?: Pick<Setting, 'type' | 'pattern' | 'patternErrorMessage'>;
  readonly additionalProperties?: PriceSchema;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface PriceSchema {
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, { readonly type: string; readonly minimum: number }>>;
}

const { activationEvents, capabilities, contributes } = readManifest() as Manifest;
const ids: readonly string[] = Object.values(COMMANDS);

describe('package.json and the code of the extension', () => {
  it('name the same commands, all in one category', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...ids].sort());
    assert.deepEqual(new Set(contributes.commands.map(({ category }) => category)), new Set(['Livestream']));
  });

  it('name the same settings with the same defaults', () => {
    const declared = Object.entries(contributes.configuration.properties).map(([name, { default: value }]) => [
      name,
      value,
    ]);
    const known = Object.entries(DEFAULTS).map(([name, value]) => [`${SECTION}.${name}`, value]);
    assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(known));
  });

  it('describe every setting, give it an order of its own and say for whom it holds', () => {
    const settings = Object.entries(contributes.configuration.properties);
    for (const [name, { description, markdownDescription, scope }] of settings) {
      assert.match(description ?? markdownDescription ?? '', /\.$/, name);
      assert.ok(['application', 'machine', 'machine-overridable', 'window'].includes(scope), name);
    }
    assert.deepEqual(
      settings.map(([, { order }]) => order),
      settings.map((_, index) => index + 1),
    );
  });

  it('have the editor check what is written into a setting', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      const { type, minimum, items, pattern, patternErrorMessage } = setting;
      assert.ok(['boolean', 'integer', 'number', 'string', 'array', 'object'].includes(type), name);
      if (type === 'integer' || type === 'number') assert.equal(minimum, 0, name);
      if (type === 'array') assert.ok(items?.type === 'string' && items.patternErrorMessage, name);
      if (pattern !== undefined) assert.match(String(setting.default), new RegExp(pattern), name);
      assert.equal(pattern === undefined, patternErrorMessage === undefined, name);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, name);
    }
  });

  it('take folders as absolute paths of any system, or from the home folder', () => {
    const folder = new RegExp(contributes.configuration.properties[`${SECTION}.roots`]!.items!.pattern!);
    for (const path of ['/srv/nights', '~/nights', '~', 'C:\\nights', 'D:/nights', ' /srv '])
      assert.match(path, folder);
    for (const path of ['nights', './nights', '~ada/nights', 'https://example.com']) assert.doesNotMatch(path, folder);
  });

  it('take no program, folder or address from an untrusted workspace', () => {
    const restricted = [
      'nodePath',
      'dataDir',
      'roots',
      'host',
      'port',
      'claude',
      'codex',
      'claudeDirs',
      'codexDirs',
      'requireToken',
    ];
    for (const name of [...restricted, 'prices', 'retentionDays', 'retentionMegabytes']) {
      assert.ok(capabilities.untrustedWorkspaces.restrictedConfigurations.includes(`${SECTION}.${name}`), name);
    }
    for (const name of ['nodePath', 'dataDir', 'host', 'port', 'requireToken']) {
      assert.equal(contributes.configuration.properties[`${SECTION}.${name}`]?.scope, 'machine', name);
    }
  });

  it('take for a price what the server takes', () => {
    const { additionalProperties: price } = contributes.configuration.properties[`${SECTION}.prices`]!;
    const kinds = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'];
    assert.deepEqual(Object.keys(price!.properties), kinds);
    assert.deepEqual(price!.required, ['input', 'output']);
    assert.equal(price!.additionalProperties, false);
    assert.ok(Object.values(price!.properties).every(({ type, minimum }) => type === 'number' && minimum === 0));
  });

  it('name the same view, panel and context keys', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
      [SESSIONS_VIEW],
    );
    assert.ok(activationEvents.includes(`onWebviewPanel:${DASHBOARD_PANEL}`));
    for (const { view, when } of contributes.viewsWelcome) {
      assert.equal(view, SESSIONS_VIEW);
      assert.ok(when.includes(SERVER_CONTEXT));
    }
    const words: readonly string[] = Object.values(ITEM_WORDS);
    for (const { when } of contributes.menus['view/item/context'] ?? []) {
      const [, word] = new RegExp(`^view == ${SESSIONS_VIEW} && viewItem =~ /\\\\b(\\w+)\\\\b/`).exec(when) ?? [];
      assert.ok(words.includes(word!), when);
    }
  });

  it('offer for one session what is about one, and to compare where several are selected', () => {
    const several = ['muteSession', 'unmuteSession'].map((name) => `${SECTION}.${name}`);
    for (const { command, when, group } of contributes.menus['view/item/context'] ?? []) {
      if (group.startsWith('inline') || several.includes(command)) continue;
      const wants = command === COMMANDS.compareSessions ? '&& listMultiSelection' : '&& !listMultiSelection';
      assert.ok(when.endsWith(wants), command);
    }
  });

  it('offer to mute what is not muted, and the other way round', () => {
    const offered = (contributes.menus['view/item/context'] ?? [])
      .filter(({ command }) => [COMMANDS.muteSession, COMMANDS.unmuteSession].some((id) => id === command))
      .map(({ command, when }) => [command, /\\b(\w+)/.exec(when)?.[1]]);
    assert.deepEqual(offered, [
      [COMMANDS.muteSession, ITEM_WORDS.told],
      [COMMANDS.unmuteSession, ITEM_WORDS.muted],
    ]);
  });

  it('offer nothing by a context key that the code does not set', () => {
    const contexts = [SERVER_CONTEXT, SHARED_ON_LAN_CONTEXT, TUNNEL_OPEN_CONTEXT, FILTERED_CONTEXT, FOLLOWING_CONTEXT];
    const known: string[] = [...contexts, SESSIONS_VIEW];
    const conditions = [
      ...contributes.commands.map(({ enablement }) => enablement ?? ''),
      ...contributes.keybindings.map(({ when }) => when),
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when)),
    ];
    const used = conditions.flatMap((condition) => condition.match(/livestream\.\w+/g) ?? []);
    assert.deepEqual([...new Set(used)].sort(), known.sort());
  });

  it('bind keys as chords that begin as the editor’s own do, each to one command, on a Mac the same', () => {
    const { keybindings } = contributes;
    for (const { key, mac, when } of keybindings) {
      // AltGr is Ctrl+Alt, and types letters in many languages: no key begins with that.
      assert.match(key, /^ctrl\+k alt\+(shift\+)?[a-z]$/);
      assert.equal(mac, key.replace('ctrl+', 'cmd+'));
      assert.ok(when.startsWith(SERVER_CONTEXT), key);
    }
    assert.equal(new Set(keybindings.map(({ key }) => key)).size, keybindings.length);
  });

  it('say in the empty view what is the matter, for every state of the server, and what is off without trust', () => {
    const conditions = contributes.viewsWelcome.map(({ when }) => when).join('\n');
    for (const state of ['connected', 'off', 'failed', 'starting', 'lost']) {
      assert.ok(conditions.includes(`${SERVER_CONTEXT} == '${state}'`), state);
    }
    for (const key of ['!isWorkspaceTrusted', "workbenchState == 'empty'", `&& ${FILTERED_CONTEXT}`]) {
      assert.ok(conditions.includes(key), key);
    }
  });

  it('show a picture for each step of the tour, in the colours of the theme, and know when it is done', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['demo', 'watch', 'phone', 'alerts'],
    );
    for (const { media, completionEvents } of steps) {
      const file = new URL(`../../../${media.svg}`, import.meta.url);
      assert.ok(existsSync(file), media.svg);
      assert.match(readFileSync(file, 'utf8'), /fill="var\(--vscode-/);
      assert.ok(media.altText.length > 20 && completionEvents.length > 0);
    }
  });

  it('use only known commands in menus, keys, the tour and welcome texts', () => {
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const inMenus = named.map(({ command }) => command);
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.flatMap(({ description, completionEvents }) => [description, ...completionEvents]),
    ];
    const inTexts = texts
      .flatMap((each) => [...each.matchAll(/[cC]ommand:(livestream(?:\.\w+)+)/g)].map(([, id]) => id!))
      // The editor makes this one for each view.
      .filter((id) => id !== `${SESSIONS_VIEW}.focus`);
    assert.deepEqual(
      [...inMenus, ...inTexts].filter((id) => !ids.includes(id)),
      [],
    );
  });
});

describe('the texts of package.json', () => {
  const english = readTexts('package.nls.json');
  const german = readTexts('package.nls.de.json');

  it('are there in English and in German, and none besides', () => {
    assert.deepEqual(new Set(Object.keys(english)), textNames());
    assert.deepEqual(Object.keys(german), Object.keys(english));
  });

  it('have the same links and names of things in both', () => {
    const kept = (text: string): readonly string[] =>
      (text.match(/\]\([^)]*\)|`[^`]*`|\$\([\w-]+\)/g) ?? []).toSorted();
    for (const [name, text] of Object.entries(german)) assert.deepEqual(kept(text), kept(english[name]!), name);
  });

  it('call each command by its title where they name one', () => {
    for (const texts of [english, german]) {
      const { commands } = (readManifest(texts) as Manifest).contributes;
      const titles = commands.map(({ title, category }) => `${category}: ${title}`);
      const named = Object.values(texts).flatMap((text) => [...text.matchAll(/\*(Livestream: [^*]+)\*/g)]);
      assert.deepEqual(
        named.map(([, title]) => title).filter((title) => !titles.includes(title!)),
        [],
      );
      assert.ok(named.length > 0);
    }
  });
});
