import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  COMMANDS,
  DASHBOARD_PANEL,
  SERVER_CONTEXT,
  MUTED_SESSION_ITEM,
  SESSION_ITEM,
  SHARED_ON_LAN_CONTEXT,
  TUNNEL_OPEN_CONTEXT,
  SESSIONS_VIEW,
} from '../../../src/extension/commands.ts';
import { DEFAULTS, SECTION } from '../../../src/extension/settings.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            default: unknown;
            scope: string;
            description?: string;
            markdownDescription?: string;
            additionalProperties?: PriceSchema;
          }
        >
      >;
    };
  };
}

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly enablement?: string;
}

interface PriceSchema {
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, { readonly type: string; readonly minimum: number }>>;
}

const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
const { activationEvents, capabilities, contributes } = JSON.parse(text) as Manifest;
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

  it('describe every setting', () => {
    for (const [name, { description, markdownDescription }] of Object.entries(contributes.configuration.properties)) {
      assert.ok(description ?? markdownDescription, name);
    }
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
    const items = [`== ${SESSION_ITEM}`, `== ${MUTED_SESSION_ITEM}`, `=~ /^(${SESSION_ITEM}|${MUTED_SESSION_ITEM})$/`];
    const offered = new Set(items.map((item) => `view == ${SESSIONS_VIEW} && viewItem ${item}`));
    for (const { when } of contributes.menus['view/item/context'] ?? []) {
      assert.ok(offered.has(when), when);
    }
  });

  it('offer to mute what is not muted, and the other way round', () => {
    const offered = (contributes.menus['view/item/context'] ?? [])
      .filter(({ command }) => [COMMANDS.muteSession, COMMANDS.unmuteSession].some((id) => id === command))
      .map(({ command, when }) => [command, when.split('viewItem == ')[1]]);
    assert.deepEqual(offered, [
      [COMMANDS.muteSession, SESSION_ITEM],
      [COMMANDS.unmuteSession, MUTED_SESSION_ITEM],
    ]);
  });

  it('offer nothing by a context key that the code does not set', () => {
    const known = [SERVER_CONTEXT, SHARED_ON_LAN_CONTEXT, TUNNEL_OPEN_CONTEXT, SESSIONS_VIEW];
    const conditions = [
      ...contributes.commands.map(({ enablement }) => enablement ?? ''),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when)),
    ];
    const used = conditions.flatMap((condition) => condition.match(/livestream\.\w+/g) ?? []);
    assert.deepEqual([...new Set(used)].sort(), known.sort());
  });

  it('use only known commands in menus and welcome texts', () => {
    const inMenus = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const inTexts = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:(livestream\.\w+)/g)].map(([, id]) => id!),
    );
    assert.deepEqual(
      [...inMenus, ...inTexts].filter((id) => !ids.includes(id)),
      [],
    );
  });
});
