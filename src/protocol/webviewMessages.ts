/** What the dashboard in a VS Code webview and the extension say to each other: frames, relayed, and requests. */
import type { ClientFrame, ServerFrame } from './frames.ts';

export type ToWebview =
  | { readonly kind: 'frame'; readonly frame: ServerFrame }
  /** The extension lost the server; a `hello` frame says that it is back. `message` says what to do, if anything. */
  | { readonly kind: 'disconnected'; readonly message?: string }
  /** Show this session. */
  | { readonly kind: 'follow'; readonly session: string };

export type FromWebview =
  /** The page can take messages now. Sent once, first; the extension answers with a `hello` frame. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'frame'; readonly frame: ClientFrame }
  /** The person chose a session in the page. */
  | { readonly kind: 'followed'; readonly session: string }
  | { readonly kind: 'export'; readonly session: string };
