/**
 * The tables' part for trends: what was used in each quarter of an hour, by session and model. It follows from `requests` and,
 * for calls of which no program told an id, from `events`. Triggers keep it so: whoever writes, corrects or deletes there
 * cannot forget it, and it changes in the same transaction or not at all. Only a new event is counted by whoever inserts it:
 * a trigger would search all text for calls. A quarter, since every time zone is a whole
 * number of them away from UTC.
 */

/** Length of a slot, ms. */
export const SLOT_MS = 15 * 60_000;

/** How each column grows by a row. `row` is a request, or what is named like one. */
const MEASURES = (row: string): Readonly<Record<string, string>> => {
  const tokens = `(${row}.input + ${row}.output + ${row}.cache_read + ${row}.cache_write_5m + ${row}.cache_write_1h)`;
  return {
    calls: '1',
    tokens,
    usd: `coalesce(${row}.cost_usd, 0)`,
    priced: `(${row}.cost_usd IS NOT NULL)`,
    unpriced_tokens: `CASE WHEN ${row}.cost_usd IS NULL THEN ${tokens} ELSE 0 END`,
  };
};
const NAMES = Object.keys(MEASURES(''));

interface Row {
  readonly time: string;
  readonly session: string;
  readonly model: string;
  readonly measures: Readonly<Record<string, string>>;
}

function requestRow(row: string): Row {
  return { time: `${row}.time`, session: `${row}.session`, model: `${row}.model`, measures: MEASURES(row) };
}

/** A call, or the correction of one, as its event has it. */
function eventRow(event: string): Row {
  const field = (path: string): string => `json_extract(${event}.body, '$.${path}')`;
  const number = (name: string): string => `coalesce(${field(`data.${name}`)}, 0)`;
  const kinds = ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'].map(number);
  const tokens = `(${kinds.join(' + ')})`;
  const isCall = `${field('type')} = 'model_call'`;
  const usd = field('data.cost_usd');
  return {
    time: `coalesce(${field('time')}, 0)`,
    session: `${event}.session`,
    model: field('data.model'),
    measures: {
      calls: `CASE WHEN ${isCall} THEN 1 ELSE ${number('calls')} END`,
      tokens,
      usd: `coalesce(${usd}, 0)`,
      priced: `(${usd} IS NOT NULL)`,
      unpriced_tokens: `CASE WHEN NOT ${isCall} THEN ${number('unpriced_tokens')} WHEN ${usd} IS NULL THEN ${tokens} ELSE 0 END`,
    },
  };
}

/** Words that an event without them is none of use: it is not read as JSON then. In a text they are escaped. */
const CALL_WORDS = ['"type":"model_call"', '"type":"usage_adjustment"'];

function isCallWithoutId(event: string): string {
  const field = (path: string): string => `json_extract(${event}.body, '$.${path}')`;
  const words = CALL_WORDS.map((each) => `instr(${event}.body, '${each}') > 0`).join(' OR ');
  return `(${words}) AND ${field('type')} IN ('model_call', 'usage_adjustment') AND ${field('data.request')} IS NULL`;
}

/** Adds a row, or all rows of `from`, or takes it away again. */
function add(row: Row, sign: '+' | '-', from = ''): string {
  const values = NAMES.map((name) => `${sign === '-' ? '-' : ''}(${row.measures[name]!})`);
  return `INSERT INTO use_by_slot (slot, session, model, ${NAMES.join(', ')})
    SELECT CAST(${row.time} / ${SLOT_MS} AS INTEGER), ${row.session}, coalesce(${row.model}, ''), ${values.join(', ')} ${from}
    ${from.includes('WHERE') ? '' : 'WHERE true'}
    ON CONFLICT (slot, session, model) DO UPDATE SET ${NAMES.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')};`;
}

/** What has gone leaves no row behind: floating point would leave a trace of its cost. */
function dropEmpty(row: Row): string {
  return `DELETE FROM use_by_slot WHERE slot = CAST(${row.time} / ${SLOT_MS} AS INTEGER) AND session = ${row.session}
    AND model = coalesce(${row.model}, '') AND calls = 0 AND tokens = 0;`;
}

function takeAway(row: Row): string {
  return `${add(row, '-')} ${dropEmpty(row)}`;
}

/** Counts the event of that seq, which is a call without an id. */
export const COUNT_CALL = add(eventRow('events'), '+', 'FROM events WHERE seq = ?');

/** Since version 4: what was used when, filled from what is there already. */
export const USE_SCHEMA = `
  CREATE TABLE use_by_slot (
    slot INTEGER NOT NULL,
    session TEXT NOT NULL,
    model TEXT NOT NULL,
    ${NAMES.map((name) => `${name} REAL NOT NULL,`).join('\n    ')}
    PRIMARY KEY (slot, session, model)
  ) STRICT, WITHOUT ROWID;
  ${add(requestRow('requests'), '+', 'FROM requests')}
  ${add(eventRow('events'), '+', `FROM events WHERE ${isCallWithoutId('events')}`)}
  CREATE TRIGGER request_counted AFTER INSERT ON requests BEGIN ${add(requestRow('new'), '+')} END;
  CREATE TRIGGER request_changed AFTER UPDATE ON requests BEGIN
    ${takeAway(requestRow('old'))} ${add(requestRow('new'), '+')}
  END;
  CREATE TRIGGER request_gone AFTER DELETE ON requests BEGIN ${takeAway(requestRow('old'))} END;
  CREATE TRIGGER call_gone AFTER DELETE ON events WHEN ${isCallWithoutId('old')} BEGIN ${takeAway(eventRow('old'))} END;
`;
