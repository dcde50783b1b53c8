import type { DatabaseSync } from 'node:sqlite';

const TRIGGERS = ['request_counted', 'request_changed', 'request_gone', 'call_gone'];

/** Makes of a journal what it was before it kept what was used when. */
export function asVersion3(db: DatabaseSync): void {
  for (const name of TRIGGERS) db.exec(`DROP TRIGGER ${name}`);
  db.exec('DROP TABLE use_by_slot; PRAGMA user_version = 3');
}
