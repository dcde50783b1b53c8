import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { HistoryCursor, HistoryQuery, HistorySort } from '../../protocol/history.ts';
import { GONE_AFTER_MS } from '../../protocol/selectors.ts';

/** A session of a page: whether it is in a state that depends on the time, the summary says. */
export interface HistoryRow extends HistoryCursor {
  readonly seq: number;
}

/** All sessions there ever were, by what a person looks for. */
export interface HistoryTable {
  /**
   * A page in the order that was asked for. Of sessions whose state depends on the time of asking, all that may be in
   * one of the asked states are among them.
   */
  readonly page: (query: HistoryQuery, now: number) => readonly HistoryRow[];
  /** What can be filtered by, in alphabetical order, at most so many of each. */
  readonly choices: (limit: number) => { readonly sources: readonly string[]; readonly projects: readonly string[] };
  /** Sessions of which only a line is kept. */
  readonly summariesOnly: () => number;
}

interface Order {
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
}

const ORDERS: Readonly<Record<HistorySort, Order>> = {
  newest: { key: 'at', direction: 'DESC' },
  oldest: { key: 'at', direction: 'ASC' },
  // A session without a price comes behind those that cost nothing.
  cost: { key: 'coalesce(cost_usd, -1)', direction: 'DESC' },
  tokens: { key: 'tokens', direction: 'DESC' },
  duration: { key: 'duration', direction: 'DESC' },
};

export function openHistoryTable(db: DatabaseSync): HistoryTable {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const distinct = (column: 'source' | 'project', limit: number): readonly string[] =>
    prepared(`SELECT DISTINCT ${column} AS name FROM sessions WHERE ${column} IS NOT NULL ORDER BY ${column} LIMIT ?`)
      .all(limit)
      .map(({ name }) => name as string);
  return {
    page: (query, now) => {
      const { sql, values } = historySql(query, now);
      return prepared(sql).all(...values) as unknown as HistoryRow[];
    },
    choices: (limit) => ({ sources: distinct('source', limit), projects: distinct('project', limit) }),
    summariesOnly: () => prepared('SELECT count(*) AS n FROM sessions WHERE seq = 0').get()!['n'] as number,
  };
}

/** The statement of a page, and what is bound to it. */
export function historySql(
  query: HistoryQuery,
  now: number,
): { readonly sql: string; readonly values: readonly SQLInputValue[] } {
  const { key, direction } = ORDERS[query.sort];
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const when = (condition: string, value: SQLInputValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  when('source = ?', query.source);
  when('project = ?', query.project);
  when('at >= ?', query.from);
  when('coalesce(started, at) <= ?', query.to);
  when('cost_usd >= ?', query.minCost);
  when('cost_usd <= ?', query.maxCost);
  if (query.states !== undefined) {
    conditions.push(`(state IN (${query.states.map(() => '?').join(', ')}) OR (outcome IS NULL AND at > ?))`);
    values.push(...query.states, now - GONE_AFTER_MS);
  }
  if (query.after !== undefined) {
    const behind = direction === 'DESC' ? '<' : '>';
    // The first condition says no more than the second, but it is one that an index is entered by.
    conditions.push(`${key} ${behind}= ?`, `(${key}, id) ${behind} (?, ?)`);
    values.push(query.after.key, query.after.key, query.after.id);
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const order = `ORDER BY ${key} ${direction}, id ${direction}`;
  return {
    sql: `SELECT id, seq, ${key} AS key FROM sessions ${where} ${order} LIMIT ?`,
    values: [...values, query.limit],
  };
}
