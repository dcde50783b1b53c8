import { testRandomCuts } from '../support/randomCuts.ts';

describe('However a transcript was written while it was read, in hundreds of ways,', function () {
  this.timeout(600_000);
  testRandomCuts(400);
});
