import * as vscode from 'vscode';
import type { SharedWays } from '../protocol/frames.ts';
import { t } from '../protocol/language.ts';
import { COMMANDS, SHARED_ON_LAN_CONTEXT, TUNNEL_OPEN_CONTEXT } from './commands.ts';
import { askServer } from './serverApi.ts';
import type { ServerConnection, ServerState } from './serverConnection.ts';
import { lastSaid } from './sessionTexts.ts';
import { sharedDetails, sharedWords } from './sharingTexts.ts';

const NOT_SHARED: SharedWays = { lan: false, tunnel: false };

/** A mark in the status bar for as long as others reach the server, and the context keys that say the same. */
export function showSharingMark(connection: ServerConnection): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('sharing', vscode.StatusBarAlignment.Left, -1);
  item.name = t('Livestream: Sharing');
  item.command = COMMANDS.sharing;
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  let drawn: SharedWays | undefined;
  let drawnFor: ServerState['kind'] | undefined;

  const draw = (): void => {
    const { state } = connection;
    const ways = sharedWays(connection);
    // By identity: each news of the server is a new object, and the same way may now lead by another address.
    if (ways === drawn && state.kind === drawnFor) return;
    [drawn, drawnFor] = [ways, state.kind];
    tellContext(ways);
    const words = sharedWords(ways);
    if (words === null) return item.hide();
    item.text = `$(broadcast) ${words}`;
    describe(words, [state.kind === 'lost' ? lastSaid() : t('Other devices reach Livestream.')]);
    item.show();
    if (state.kind === 'connected') void tellAddresses(state, ways, words);
  };
  const tellAddresses = async ({ endpoint }: Connected, ways: SharedWays, words: string): Promise<void> => {
    // Without an answer the mark says what it said before.
    const details = sharedDetails(await askServer(endpoint, { about: 'sharing' }).catch(() => NOTHING_KNOWN));
    if (ways === drawn && details.length > 0) describe(words, details);
  };
  const describe = (words: string, lines: readonly string[]): void => {
    item.tooltip = [...lines, '', t('Click for the QR code, the devices, or to stop.')].join('\n');
    item.accessibilityInformation = { label: `Livestream: ${words}. ${lines.join('. ')}`, role: 'button' };
  };
  draw();
  return vscode.Disposable.from(item, connection.subscribe(draw));
}

type Connected = Extract<ServerState, { kind: 'connected' }>;

const NOTHING_KNOWN = { port: 0, lan: null, interfaces: [], tunnel: null, advice: [] } as const;

/** A server that is out of sight may well be reached by others still. */
function sharedWays({ state, view }: ServerConnection): SharedWays {
  return state.kind === 'connected' || state.kind === 'lost' ? view.sharing : NOT_SHARED;
}

function tellContext({ lan, tunnel }: SharedWays): void {
  void vscode.commands.executeCommand('setContext', SHARED_ON_LAN_CONTEXT, lan);
  void vscode.commands.executeCommand('setContext', TUNNEL_OPEN_CONTEXT, tunnel);
}
