import { testRandomCuts } from '../../../../support/randomCuts.ts';

describe('However a transcript was written while it was read', function () {
  this.timeout(60_000);
  // `npm run test:long` tries far more.
  testRandomCuts(8);
});
