import type { LivestreamApi } from './api.ts';
import { diagnosticBody } from './statusBody.ts';

/** The body of /api/health. */
export function healthBody(api: LivestreamApi) {
  const health = api.health();
  return {
    status: 'healthy',
    sessions: api.sessionCount(),
    connections: health.connections,
    name: 'context-foundry-livestream',
    version: api.version,
    pid: health.pid,
    uptime_seconds: health.uptimeSeconds,
    event_loop_delay_ms: health.eventLoopDelay,
    data_dir: health.dataDir,
    log_file: health.logFile,
    sources: health.sources.map(({ name, roots, indexing, diagnostics }) => ({
      name,
      roots,
      indexing: indexing && { files_read: indexing.filesRead, files_found: indexing.filesFound },
      diagnostics: diagnostics.map(diagnosticBody),
    })),
  };
}
