import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { exported } from '../../../../src/server/transports/http/schemas.ts';

const FILE = join(import.meta.dirname, '../../../../docs/export.schema.json');

describe('The schema of exports in the repository', () => {
  it('is what the server promises (UPDATE_GOLDEN=1 rewrites it)', () => {
    const schema = { title: 'An exported session, format 1', ...z.toJSONSchema(exported, { io: 'input' }) };
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(FILE, `${JSON.stringify(schema, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(FILE, 'utf8')), JSON.parse(JSON.stringify(schema)));
  });
});
