import { createContextFoundrySource } from './contextFoundry/contextFoundrySource.ts';
import { pricing } from './pricing.ts';
import type { Source } from './source.ts';
import { createTranscriptSource } from './transcripts/transcriptSource.ts';
import type { TranscriptContext, TranscriptSource } from './transcripts/transcriptSource.ts';

/** The folders each source watches; none of a source that is switched off. */
export interface SourceRoots {
  readonly contextFoundry: readonly string[];
  readonly claudeCode: readonly string[];
  readonly codex: readonly string[];
}

export interface Sources {
  /** Takes more folders while it runs. */
  readonly contextFoundry: Source;
  readonly transcripts: readonly TranscriptSource[];
}

/** All sources there are, one line each. */
export function createSources(context: TranscriptContext, roots: SourceRoots): Sources {
  return {
    contextFoundry: createContextFoundrySource({ ...context, price: pricing(context.prices) }, roots.contextFoundry),
    transcripts: [
      createTranscriptSource('claude-code', context, roots.claudeCode),
      createTranscriptSource('codex', context, roots.codex),
    ],
  };
}
