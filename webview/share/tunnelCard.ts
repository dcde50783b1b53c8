import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { TunnelSharing } from '../../src/protocol/sharing.ts';
import { icon } from '../icons.ts';
import { invitationView } from './invitationView.ts';
import { actionButton, problemText } from './parts.ts';
import type { Shown } from './parts.ts';

/** The way by a public address, through the person's own ngrok. */
export function tunnelCard(shown: Shown, tunnel: TunnelSharing | null): TemplateResult {
  const { model } = shown;
  const open = tunnel?.state === 'open';
  return html`
    <section class="share-card ${open ? 'share-card-on' : ''}" aria-labelledby="share-tunnel">
      <div class="share-card-head">
        <h3 id="share-tunnel">${open ? t`Shared by a tunnel` : t`From anywhere`}</h3>
        ${tunnelButton(shown, tunnel)}
      </div>
      ${tunnelState(shown, tunnel)} ${problemText(model.attempts.of('tunnel').problem)}
    </section>
  `;
}

function tunnelButton({ model }: Shown, tunnel: TunnelSharing | null): TemplateResult {
  const attempt = model.attempts.of('tunnel');
  const close = (label: string): TemplateResult =>
    actionButton(label, { attempt, busy: t('Working…'), run: () => model.change('close_tunnel') });
  const open = (label: string): TemplateResult =>
    actionButton(label, { attempt, busy: t('Starting…'), run: () => model.change('open_tunnel') });
  switch (tunnel?.state) {
    case undefined:
      return open(t('Open a tunnel'));
    case 'starting':
      return close(t('Cancel'));
    case 'open':
      return close(t('Close the tunnel'));
    case 'failed':
      return open(t('Try again'));
  }
}

function tunnelState(shown: Shown, tunnel: TunnelSharing | null): TemplateResult {
  if (tunnel === null)
    return html`<p>
      ${t`Your own ngrok gives the dashboard a public address. Whoever comes by it has to be let in, as in your network.`}
    </p>`;
  const { state, url, message } = tunnel;
  return html`
    ${state === 'starting' && message === null ? html`<p role="status">${t`ngrok is starting…`}</p>` : nothing}
    ${state === 'open' && url !== null ? invitationView(shown, shown.model.tunnelInvitation, url) : nothing}
    ${
      message === null
        ? nothing
        : html`<p class="share-problem" role="alert">${icon('failed')}<span>${said(message)}</span></p>`
    }
  `;
}
