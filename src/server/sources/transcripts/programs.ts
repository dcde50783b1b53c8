import { claudeCode } from '../claudeCode/claudeCode.ts';
import { codex } from '../codex/codex.ts';
import type { ProgramName, TranscriptProgram } from './transcriptProgram.ts';

/** The coding agents whose transcripts are read. */
export const PROGRAMS: Readonly<Record<ProgramName, TranscriptProgram>> = { 'claude-code': claudeCode, codex };
