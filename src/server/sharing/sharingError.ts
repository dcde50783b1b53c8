/** Sharing cannot be begun or ended as asked. The message says what happened and what to do. */
export class SharingError extends Error {}
