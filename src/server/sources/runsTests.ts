/** Characters of a command that are looked at: it may carry a file of many megabytes. */
const COMMAND_LENGTH = 4_000;
const QUOTED = /"[^"]*"|'[^']*'/g;

/** What may stand before a program in a command: variables, and programs that run others. */
const BEFORE = new RegExp(
  `^\\s*(?:(?:${[
    '[A-Za-z_]\\w*=\\S*',
    'sudo|time|exec|env|npx|bunx|pnpx|xvfb-run',
    'timeout\\s+(?:-\\S+\\s+)*\\S+',
    '(?:npm|pnpm|yarn|bun|uv|poetry|pipenv|hatch|bundle)\\s+(?:exec|dlx|x|run(?!\\s+(?:-\\S+\\s+)*test))(?:\\s+--)?',
    // These run a package's program by its name alone.
    '(?:yarn|pnpm|bun)(?=\\s+(?:vitest|jest|mocha|ava|playwright|cypress)(?:\\s|$))',
    'python[\\d.]*\\s+-m',
  ].join('|')})\\s+)*`,
);

/** Which of several packages is meant, and other options. */
const OPTIONS = '(?:(?:--prefix|--filter|--workspace|--cwd|-[CFw]|workspace)\\s+\\S+\\s+|-\\S+\\s+)*';

const RUNNERS = [
  `(?:npm|pnpm|yarn|bun|deno)\\s+${OPTIONS}(?:run\\s+)?${OPTIONS}(?:t|tests?)(?:[:-]\\S*)?`,
  'pytest|py\\.test|unittest|tox|nox|nose2?|vitest|jest|mocha|ava|ctest|rspec|phpunit|pest|bats',
  'playwright\\s+test|cypress\\s+run|node\\s+(?:\\S+\\s+)*--test|cargo\\s+nextest',
  'python[\\d.]*\\s+(?:\\S*/)?manage\\.py\\s+test|php\\s+artisan\\s+test',
  '(?:cargo|go|dotnet|swift|mix|zig|flutter|dart|rails|rake|ng)\\s+(?:[-+]\\S+\\s+)*test(?::\\S+)?',
  '(?:stack|cabal|lein|sbt|meson|hatch|composer)\\s+(?:run\\s+)?test',
  '(?:mvnw?|gradlew?|make|just|task|bazel|ninja)\\s+(?:\\S+\\s+)*(?:\\S+:)?(?:test|check(?!out)|verify)\\S*',
];
const TESTS = new RegExp(`^(?:\\S*/)?(?:${RUNNERS.join('|')})(?=\\s|$)`);

/** True for a command of the shell that runs tests, by itself or among others. */
export function runsTests(command: string): boolean {
  return command
    .slice(0, COMMAND_LENGTH)
    .replace(QUOTED, '""')
    .split(/[|;&\n()]/)
    .some((part) => TESTS.test(part.replace(BEFORE, '')));
}
