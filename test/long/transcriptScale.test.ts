import { testManySessions } from '../support/manySessions.ts';

describe('A machine with a hundred thousand sessions', function () {
  this.timeout(900_000);
  testManySessions(100_000, 600_000);
});
