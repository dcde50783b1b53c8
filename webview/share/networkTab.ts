import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { NetworkInterface, SharingState } from '../../src/protocol/sharing.ts';
import { icon } from '../icons.ts';
import { invitationView } from './invitationView.ts';
import { actionButton, problemText } from './parts.ts';
import type { Shown } from './parts.ts';
import { tunnelCard } from './tunnelCard.ts';

/** The ways by which a phone or another person's browser reaches the server. */
export function networkTab(shown: Shown): TemplateResult {
  const { sharing } = shown.model;
  if (sharing === null) return html`<p class="share-loading">${t`Looking at the networks…`}</p>`;
  return html`${lanCard(shown, sharing)} ${tunnelCard(shown, sharing.tunnel)}`;
}

function lanCard(shown: Shown, sharing: SharingState): TemplateResult {
  const { model } = shown;
  const { lan } = sharing;
  const attempt = model.attempts.of('lan');
  return html`
    <section class="share-card ${lan === null ? '' : 'share-card-on'}" aria-labelledby="share-lan">
      <div class="share-card-head">
        <h3 id="share-lan">${lan === null ? t`In your network` : t`Shared in your network`}</h3>
        ${
          lan === null
            ? nothing
            : actionButton(t('Stop sharing'), { attempt, busy: t('Working…'), run: () => model.change('stop_lan') })
        }
      </div>
      ${
        lan === null
          ? html`<p>
              ${t`Only this machine can reach the dashboard now. Once it is shared, a phone in the same network gets in with one scan, and nobody without.`}
            </p>`
          : invitationView(shown, model.lanInvitation, lan.url)
      }
      ${sharing.interfaces.length > 1 ? interfaceChoice(shown, sharing) : nothing}
      ${
        lan === null
          ? html`<p class="buttons">
              ${actionButton(t('Share on LAN'), {
                attempt,
                busy: t('Sharing…'),
                run: () => model.change('share_on_lan'),
                kind: 'main',
              })}
            </p>`
          : nothing
      }
      ${problemText(attempt.problem)} ${adviceList(sharing.advice)}
    </section>
  `;
}

/** The most likely network first, as the server orders them. */
function interfaceChoice({ model }: Shown, { interfaces, lan }: SharingState): TemplateResult {
  const shared = interfaces.find(({ address }) => address === lan?.address) ?? (lan ? undefined : interfaces[0]);
  const chosen = model.chosen ?? shared?.address;
  const moves = lan !== null && chosen !== undefined && chosen !== shared?.address;
  return html`
    <fieldset class="interfaces">
      <legend>${t`This machine is in several networks. The phone is in`}</legend>
      ${interfaces.map((each) => interfaceOption(each, each.address === chosen, (chosen) => model.choose({ chosen })))}
    </fieldset>
    ${
      moves
        ? html`<p class="buttons">
            ${actionButton(t('Share there instead'), {
              attempt: model.attempts.of('lan'),
              busy: t('Sharing…'),
              run: () => model.change('share_on_lan'),
            })}
            <span class="quiet">${t`Those who came by the other network are disconnected.`}</span>
          </p>`
        : nothing
    }
  `;
}

function interfaceOption(
  { name, address, is_default: isDefault }: NetworkInterface,
  checked: boolean,
  choose: (address: string) => void,
): TemplateResult {
  return html`<label class="interface">
    <input type="radio" name="interface" .checked=${checked} @change=${() => choose(address)} />
    <code>${address}</code>
    <span class="quiet">${isDefault ? t`${name}, the way to the internet` : name}</span>
  </label>`;
}

/** What may be in the way, most likely first. */
function adviceList(advice: readonly string[]): TemplateResult | typeof nothing {
  if (advice.length === 0) return nothing;
  return html`<ul class="advice">
    ${advice.map((sentence) => html`<li>${icon('why')}<span>${said(sentence)}</span></li>`)}
  </ul>`;
}
