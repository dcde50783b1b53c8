import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookie, from, openDoor, outcome } from './support/door.ts';
import type { Door } from './support/door.ts';

const PASSWORD = 'correct horse battery';
const DAY_MS = 24 * 3_600_000;

describe('A user', function () {
  // A password is meant to take long.
  this.timeout(20_000);
  let door: Door;
  beforeEach(async () => {
    door = openDoor();
    await door.access.addUser('ada', 'viewer', PASSWORD);
  });
  afterEach(() => door.remove());

  it('signs in with the password, as what they are, for 30 days', async () => {
    const shown = await door.access.signIn('ada', PASSWORD, from());
    assert.ok(shown.ok);
    assert.deepEqual([shown.grant.kind, shown.grant.user], ['sign_in', 'ada']);
    door.clock.now += 30 * DAY_MS - 1;
    assert.equal(outcome(door.access.authorize(from(cookie(shown.secret)))), 'viewer');
    door.clock.now += 1;
    assert.equal(outcome(door.access.authorize(from(cookie(shown.secret)))), 'nobody');
  });

  it('is not let in by another password, and neither is somebody there is not', async () => {
    const wrong = [['ada', 'correct horse batterz'], ['ada', ''], ['ada', 'x'.repeat(1_000_000)], ['eve', PASSWORD], ['', '']] as const; // prettier-ignore
    const answers = new Set<string>();
    for (const [name, password] of wrong) {
      const shown = await door.access.signIn(name, password, from());
      assert.ok(!shown.ok);
      answers.add(`${shown.status} ${shown.message}`);
      door.clock.now += 15 * 60_000;
    }
    assert.equal(answers.size, 1, 'whether there is such a user is nobody’s business');
  });

  it('may type the password on another keyboard', async () => {
    await door.access.addUser('zoë', 'owner', 'Zürich–Genève');
    assert.ok((await door.access.signIn('zoë', 'Zürich–Genève'.normalize('NFD'), from())).ok);
  });

  it('is signed out everywhere at once when they are removed', async () => {
    const shown = await door.access.signIn('ada', PASSWORD, from());
    assert.ok(shown.ok);
    const told: string[] = [];
    door.access.onRevoked((id) => told.push(id));
    assert.equal(door.access.removeUser('ada'), true);
    assert.deepEqual(told, [shown.grant.id]);
    assert.equal(outcome(door.access.authorize(from(cookie(shown.secret)))), 'nobody');
    assert.ok(!(await door.access.signIn('ada', PASSWORD, from())).ok);
    assert.equal(door.access.removeUser('ada'), false);
  });

  it('who is removed while their password is checked is not let in', async () => {
    const checking = door.access.signIn('ada', PASSWORD, from());
    door.access.removeUser('ada');
    assert.ok(!(await checking).ok);
  });

  it('is not replaced by another of the same name', async () => {
    await assert.rejects(door.access.addUser('ada', 'owner', 'another password'), /Remove them first/);
  });

  it('has a password on disk that is salted and slow to guess, with what it takes to check it', async () => {
    await door.access.addUser('bob', 'viewer', PASSWORD);
    const text = readFileSync(join(door.dataDir, 'access.json'), 'utf8');
    assert.ok(!text.includes(PASSWORD));
    const { users } = JSON.parse(text) as { users: { password: { hash: string; cost: number; salt: string } }[] };
    assert.notEqual(users[0]!.password.hash, users[1]!.password.hash);
    assert.ok(users[0]!.password.cost >= 2 ** 15);
    assert.ok((await door.again().signIn('bob', PASSWORD, from())).ok);
  });
});
