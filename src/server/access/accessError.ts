/** Why something cannot be given out, as a sentence for the person who wanted to. */
export class AccessError extends Error {}
