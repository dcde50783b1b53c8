/** How much of a line is looked at: the fields before the one that tells are short. */
export const HEAD_LENGTH = 400;

/** State lines of the program itself: what it sent, what it backs up, what it shows. */
const BULK_TYPES: ReadonlySet<string> = new Set([
  'api-request',
  'api-request-blob',
  'api-request-resumed',
  'api-request-shape',
  'atis-latch',
  'attribution-snapshot',
  'content-replacement',
  'continued-in',
  'file-history-delta',
  'file-history-snapshot',
  'fork-context-ref',
  'frame-link',
  'last-prompt',
  'memory-mode',
  'mode',
  'resume-head-vouch',
  'tools-used',
]);

/** What the program adds to a prompt. The whole system prompt and all tools are among it. */
const BULK_ATTACHMENTS: ReadonlySet<string> = new Set([
  'agent_listing_delta',
  'date',
  'deferred_tools_delta',
  'environment',
  'file',
  'model',
  'prompt_snapshot',
  'remote_session_change',
  'session_context',
  'skill_listing',
  'task_reminder',
  'total_tokens_reminder',
]);

const STATE_LINE = /^\{"type":"([a-z-]+)"/;
// The fields before the attachment hold ids, so what looks like one inside a text cannot match.
const ATTACHMENT_LINE =
  /^\{"parentUuid":(?:null|"[^"\\]*"),(?:"logicalParentUuid":(?:null|"[^"\\]*"),)?"isSidechain":(?:true|false),(?:"agentId":"[^"\\]*",)?"attachment":\{"type":"([a-z_]+)"/;

/** True for a line whose head shows that it tells nothing of the session. Such lines are most of a file's bytes. */
export function isBulkHead(head: string): boolean {
  const type = STATE_LINE.exec(head)?.[1];
  if (type !== undefined) return BULK_TYPES.has(type) || type.startsWith('data-flow-');
  const attachment = ATTACHMENT_LINE.exec(head)?.[1];
  return attachment !== undefined && BULK_ATTACHMENTS.has(attachment);
}
