import type { Agent, SessionState } from './state.ts';

/** An agent with those that it started, in the order of their start. */
export interface AgentNode {
  readonly agent: Agent;
  readonly children: readonly AgentNode[];
}

/**
 * The agents as a tree. Those that the main thread started are at the top, and so are those whose parent nobody told of,
 * or whose parents go round in a circle.
 */
export function agentTree(agents: readonly Agent[]): readonly AgentNode[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  const placed = new Set<string>();
  const nodeOf = (agent: Agent): AgentNode => {
    placed.add(agent.id);
    const own = agents.filter(({ parent, id }) => parent === agent.id && !placed.has(id));
    return { agent, children: inOrder(own).map(nodeOf) };
  };
  const roots = inOrder(agents.filter(({ parent }) => parent === null || !byId.has(parent))).map(nodeOf);
  const inCircles = inOrder(agents).flatMap((agent) => (placed.has(agent.id) ? [] : [nodeOf(agent)]));
  return [...roots, ...inCircles];
}

function inOrder(agents: readonly Agent[]): readonly Agent[] {
  return [...agents].sort((a, b) => a.startedAt - b.startedAt);
}

/** All agents of a tree, each before those that it started. */
function flat(nodes: readonly AgentNode[]): readonly Agent[] {
  return nodes.flatMap(({ agent, children }) => [agent, ...flat(children)]);
}

/**
 * The tree with about `limit` agents: those at work first, then the newest, each with all who led to it. The whole of it
 * where that is no more.
 */
export function foremostAgents(tree: readonly AgentNode[], limit: number): readonly AgentNode[] {
  const all = flat(tree);
  if (all.length <= limit) return tree;
  const byId = new Map(all.map((agent) => [agent.id, agent]));
  const kept = new Set<string>();
  const newest = [...all].sort((a, b) => b.startedAt - a.startedAt);
  for (const agent of [...newest.filter(isAtWork), ...newest]) {
    if (kept.size >= limit) break;
    for (let each: Agent | undefined = agent; each !== undefined && !kept.has(each.id);) {
      kept.add(each.id);
      each = each.parent === null ? undefined : byId.get(each.parent);
    }
  }
  const only = (nodes: readonly AgentNode[]): readonly AgentNode[] =>
    nodes.filter(({ agent }) => kept.has(agent.id)).map((node) => ({ ...node, children: only(node.children) }));
  return only(tree);
}

/** Words by which producers say that an agent is over. */
const OVER = /^(complete|done|finish|success|fail|error|stop|kill|cancel|interrupt)/i;

/** True for an agent that nobody said is over. */
export function isAtWork({ status }: Agent): boolean {
  return status === null || !OVER.test(status);
}

/** What to call an agent: its name, else what it was asked to do, else its kind. */
export function agentName({ name, description, type, id }: Agent): string {
  return name ?? description ?? type ?? id;
}

/** The names of a session's agents by their ids. */
export function agentNames({ agents }: Pick<SessionState, 'agents'>): ReadonlyMap<string, string> {
  return new Map(agents.map((agent) => [agent.id, agentName(agent)]));
}
