import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../src/protocol/language.ts';
import type { GrantInfo } from '../../src/protocol/sharingQuestions.ts';
import { grantRow } from './grantRow.ts';
import type { Shown } from './parts.ts';
import { agoWords, momentWords } from './timeWords.ts';

/** The phones and browsers that were let in by a code. */
export function devicesTab(shown: Shown): TemplateResult {
  const { access } = shown.model;
  if (access === null) return html`<p class="share-loading">${t`Asking who is let in…`}</p>`;
  const devices = access.grants.filter(({ kind }) => kind === 'device').sort(lastSeenFirst);
  return html`
    <section class="share-list" aria-labelledby="share-devices">
      <h3 id="share-devices">${t`Devices that are let in`}</h3>
      ${
        devices.length === 0
          ? html`<p class="quiet">${t`None yet. Share on LAN, and scan the code with the phone’s camera.`}</p>`
          : html`<ul>
              ${repeat(
                devices,
                ({ id }) => id,
                (device) => deviceRow(shown, device),
              )}
            </ul>`
      }
      <p class="quiet share-note">${t`A device stays let in until it is revoked. Then it is disconnected at once.`}</p>
    </section>
  `;
}

function deviceRow(shown: Shown, device: GrantInfo): TemplateResult {
  return grantRow(shown, device, { icon: 'device', name: device.name, facts: seenWords(shown, device) });
}

/** When and where somebody came by it. */
export function seenWords(
  { share }: Shown,
  { first_seen, last_seen, address, created_at }: GrantInfo,
): readonly string[] {
  if (last_seen === null) return [t('Not used yet'), t`made ${momentWords(created_at)}`];
  return [
    t`Seen ${agoWords(last_seen, share.moment.clock)}`,
    t`first ${momentWords(first_seen ?? created_at)}`,
    address ?? '',
  ];
}

function lastSeenFirst(a: GrantInfo, b: GrantInfo): number {
  return Date.parse(b.last_seen ?? b.created_at) - Date.parse(a.last_seen ?? a.created_at);
}
