import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { t } from '../../src/protocol/language.ts';
import type { GivenRole, PairingCode } from '../../src/protocol/sharingQuestions.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { markup } from '../markup.ts';
import { copyButton } from './copyButton.ts';
import type { Invitation } from './invitation.ts';
import { addressLine, choice, mayAdminister, problemText } from './parts.ts';
import type { Option, Shown } from './parts.ts';
import { qrCode } from './qrCode.ts';
import { countdown } from './timeWords.ts';

/** The picture to scan, how long it is good for, and what it lets in. `base`: the server's address by this way. */
export function invitationView(shown: Shown, invitation: Invitation, base: string): TemplateResult {
  const { code } = invitation;
  return html`
    <div class="invitation">
      <div class="qr-tile">${tile(shown, invitation, base)}</div>
      <div class="invitation-words">
        ${addressLine(base, t('Copy address'))} ${code === null ? nothing : validity(shown, invitation, code, base)}
        ${mayAdminister(shown) ? roleChoice(invitation) : nothing} ${problemText(invitation.problem)}
      </div>
    </div>
  `;
}

function tile({ share }: Shown, invitation: Invitation, base: string): TemplateResult {
  const { code, taken } = invitation;
  if (taken !== null)
    return voidCode(
      'complete',
      html`${markup(t('{device} was let in'), { device: html`<strong>${plainText(taken)}</strong>` })}`,
      invitation,
    );
  if (code === null)
    return invitation.problem === null
      ? html`<p class="qr-void">${t`Making a code…`}</p>`
      : voidCode('failed', html`${t`No code could be made`}`, invitation);
  if (countdown(code.expires_at, share.moment.clock) === null)
    return voidCode('clock', html`${t`This code has expired`}`, invitation);
  const url = pairingUrl(base, code);
  return html`${guard([url], () => qrCode(url, t('QR code that lets one phone in')))}`;
}

function voidCode(
  name: 'complete' | 'clock' | 'failed',
  words: TemplateResult,
  invitation: Invitation,
): TemplateResult {
  return html`<div class="qr-void qr-${name}">
    ${icon(name)}
    <p role="status">${words}</p>
    <button class="plain-button" @click=${() => void invitation.renew()}>${t`New code`}</button>
  </div>`;
}

function validity({ share }: Shown, invitation: Invitation, code: PairingCode, base: string): TemplateResult {
  const left = countdown(code.expires_at, share.moment.clock);
  if (left === null || invitation.taken !== null) return html``;
  return html`
    <p>
      ${markup(t('Scan it with the phone’s camera. It lets in {one}, in the next 5 minutes.'), { one: html`<strong>${t`one device, once`}</strong>` })}
    </p>
    <p class="code-clock">
      ${icon('clock')}<span>${markup(t('Valid for {time}'), { time: html`<b role="timer">${left}</b>` })}</span>
    </p>
    <p class="buttons">
      <button class="plain-button" @click=${() => void invitation.renew()}>${t`New code`}</button>
      ${copyButton(pairingUrl(base, code), t('Copy link'))}
    </p>
  `;
}

function roleChoice(invitation: Invitation): TemplateResult {
  return html`
    ${choice(t('The device may'), `role-${invitation.name}`, roleWords(), {
      chosen: invitation.role,
      choose: (role) => void invitation.renew(role),
    })}
    ${
      invitation.role === 'owner'
        ? html`<p class="share-caution">
            ${icon('stalled')}<span>${t`An owner can share, revoke and change everything, as you can.`}</span>
          </p>`
        : nothing
    }
  `;
}

function roleWords(): readonly Option<GivenRole>[] {
  return [
    { value: 'viewer', label: t('Only look') },
    { value: 'owner', label: t('Do everything') },
  ];
}

function pairingUrl(base: string, { code }: PairingCode): string {
  return new URL(`pair?code=${encodeURIComponent(code)}`, base).href;
}
