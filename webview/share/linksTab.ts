import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../src/protocol/language.ts';
import type { GrantInfo, LinkLifetime } from '../../src/protocol/sharingQuestions.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { markup } from '../markup.ts';
import { sessionName } from '../sessionName.ts';
import { grantRow } from './grantRow.ts';
import { actionButton, addressLine, choice, problemText } from './parts.ts';
import type { Option, Shown } from './parts.ts';
import { qrCode } from './qrCode.ts';
import { agoWords, momentWords, untilWords } from './timeWords.ts';

function lifetimes(): readonly Option<LinkLifetime>[] {
  return [
    { value: '1h', label: t('1 hour') },
    { value: '1d', label: t('1 day') },
    { value: '7d', label: t('7 days') },
  ];
}

/** Links that show one session to whoever has them. */
export function linksTab(shown: Shown): TemplateResult {
  const { access } = shown.model;
  const links = access?.grants.filter(({ kind }) => kind === 'link') ?? [];
  return html`
    <section class="share-card" aria-labelledby="share-link">
      <div class="share-card-head"><h3 id="share-link">${t`A link to this session`}</h3></div>
      ${newLinkForm(shown)} ${newLink(shown)}
    </section>
    <section class="share-list" aria-labelledby="share-links">
      <h3 id="share-links">${t`Links that work now`}</h3>
      ${
        links.length === 0
          ? html`<p class="quiet">${t`None.`}</p>`
          : html`<ul>
              ${repeat(
                links,
                ({ id }) => id,
                (link) => linkRow(shown, link),
              )}
            </ul>`
      }
    </section>
  `;
}

function newLinkForm(shown: Shown): TemplateResult {
  const { share, model } = shown;
  const session = share.moment.view.followed?.session;
  if (session === undefined) return html`<p>${t`Open a session first: a link shows one.`}</p>`;
  return html`
    <p>
      ${markup(
        t(
          'Whoever has it sees {session} and no other session, and can change nothing. Keys and passwords in it are masked.',
        ),
        { session: html`<strong>${nameOf(shown, session)}</strong>` },
      )}
    </p>
    <div class="link-form">
      ${choice(t('It ends after'), 'lifetime', lifetimes(), {
        chosen: model.lifetime,
        choose: (lifetime) => model.choose({ lifetime }),
      })}
      ${actionButton(t('Create link'), {
        attempt: model.attempts.of('link'),
        busy: t('Creating…'),
        run: () => model.createLink(session),
        kind: 'main',
      })}
    </div>
    ${problemText(model.attempts.of('link').problem)}
  `;
}

/** It is told this once: the server keeps only a hash of it. */
function newLink(shown: Shown): TemplateResult | typeof nothing {
  const { model, share } = shown;
  const { newLink: link, access } = model;
  if (link === null || !access?.grants.some(({ id }) => id === link.id)) return nothing;
  const { bases, reachable } = addresses(shown);
  const urls = bases.map((base) => new URL(link.path, base).href);
  return html`
    <div class="invitation" role="group" aria-label=${t`The new link`}>
      <div class="qr-tile">${qrCode(urls[0]!, t('QR code of the new link'))}</div>
      <div class="invitation-words">
        ${urls.map((url) => addressLine(url, t('Copy link')))}
        <p>
          ${t`For ${nameOf(shown, link.session)}, ends ${untilWords(link.expires_at, share.moment.clock)}. Copy it now: it is not shown again.`}
        </p>
        ${
          reachable
            ? nothing
            : html`<p class="share-caution">
                ${icon('stalled')}<span
                  >${t`Only this machine can open it now. Share on LAN or open a tunnel first.`}</span
                >
              </p>`
        }
      </div>
    </div>
  `;
}

/** Where whoever gets a link finds the server: the address that the page itself was found at, else the ways that are open. */
function addresses({ share, model }: Shown): { readonly bases: readonly string[]; readonly reachable: boolean } {
  const { tunnel, lan, port } = model.sharing ?? { tunnel: null, lan: null, port: 0 };
  const open = [tunnel?.state === 'open' ? tunnel.url : null, lan?.url ?? null, share.address];
  const bases = [...new Set(open.filter((base) => base !== null))];
  return bases.length > 0 ? { bases, reachable: true } : { bases: [`http://localhost:${port}/`], reachable: false };
}

function linkRow(shown: Shown, link: GrantInfo): TemplateResult {
  const now = shown.share.moment.clock;
  const ends = link.expires_at === null ? '' : t`Ends ${untilWords(link.expires_at, now)}`;
  const opened = link.last_seen === null ? t('not opened yet') : t`last opened ${agoWords(link.last_seen, now)}`;
  return grantRow(shown, link, {
    icon: 'link',
    name: nameOf(shown, link.session ?? link.name),
    facts: [ends, opened, t`made ${momentWords(link.created_at)}`],
  });
}

function nameOf({ share }: Shown, session: string): string {
  const known = share.moment.view.sessions?.get(session);
  return plainText(known === undefined ? session : sessionName(known));
}
