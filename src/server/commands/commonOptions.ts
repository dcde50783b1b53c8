/** What every command takes. */
export interface CommonOptions {
  /** The folder with the journal, the logs and server.json, as an absolute path. */
  readonly dataDir: string;
}
