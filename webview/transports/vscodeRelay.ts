import type { ClientFrame } from '../../src/protocol/frames.ts';
import type { FromWebview, ToWebview } from '../../src/protocol/webviewMessages.ts';
import type { Host, HostListener } from './host.ts';

interface Kept {
  readonly session: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** A VS Code webview: the extension carries the frames, so the page needs no socket and no token. */
export class VsCodeRelay implements Host {
  readonly theme = null;
  readonly #editor = acquireVsCodeApi();

  start(listener: HostListener): void {
    window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
      switch (data.kind) {
        case 'frame':
          return listener.frame(data.frame);
        case 'disconnected':
          return listener.lost(data.message);
        case 'follow':
          this.#editor.setState({ session: data.session });
          return listener.follow(data.session);
      }
    });
    this.#editor.postMessage({ kind: 'ready' });
  }

  send(frame: ClientFrame): void {
    this.#editor.postMessage({ kind: 'frame', frame });
  }

  /** The extension has noticed already, and looks for the server by itself. */
  reconnect(): void {}

  rememberedSession(): string | null {
    return this.#editor.getState()?.session ?? null;
  }

  rememberSession(session: string): void {
    this.#editor.setState({ session });
    this.#editor.postMessage({ kind: 'followed', session });
  }

  exportSession(session: string): void {
    this.#editor.postMessage({ kind: 'export', session });
  }
}
