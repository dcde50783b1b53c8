import { agentsPanel } from './agents.ts';
import { contextPanel } from './context.ts';
import { costPanel } from './cost.ts';
import { diagnosticsPanel } from './diagnostics.ts';
import { logPanel } from './log.ts';
import type { Panel } from './panel.ts';
import { measuredPanel } from './measured.ts';
import { overTimePanel } from './overTime.ts';
import { pipelinePanel } from './pipeline.ts';
import { rateLimitsPanel } from './rateLimits.ts';
import { sessionPanel } from './session.ts';
import { statisticsPanel } from './statistics.ts';
import { tasksPanel } from './tasks.ts';

/** Every panel, in the order of the page. */
export const PANELS: readonly Panel[] = [
  diagnosticsPanel,
  pipelinePanel,
  contextPanel,
  tasksPanel,
  agentsPanel,
  sessionPanel,
  logPanel,
  costPanel,
  rateLimitsPanel,
  statisticsPanel,
  overTimePanel,
  measuredPanel,
];
