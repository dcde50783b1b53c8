/**
 * Mocha's spec reporter, and the counts and failures in a file: a process that dies half-way must not look green, and
 * what failed in one tier is told once more after the last one.
 */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env.LIVESTREAM_TEST_RESULTS;
      const { passes, failures, pending } = this.stats;
      const failed = this.failures.map((test) => ({
        name: test.fullTitle(),
        reason: test.err?.stack ?? test.err?.message ?? 'no reason was given',
      }));
      if (file)
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, failures: failed }));
    });
  }
};
