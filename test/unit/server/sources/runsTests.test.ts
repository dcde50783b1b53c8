import assert from 'node:assert/strict';
import { runsTests } from '../../../../src/server/sources/runsTests.ts';

/** By what the commands belong to. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  JavaScript: [
    'npm test',
    'npm t',
    'npm run test:unit -- --grep x',
    'npm --prefix app run test',
    'CI=1 timeout 100 npx vitest run',
    'pnpm --filter shop test',
    'yarn workspace shop test',
    'pnpm vitest',
    'pnpm exec jest --ci',
    'yarn test',
    'yarn jest src',
    'bun test',
    'deno test -A',
    'jest',
    'node_modules/.bin/mocha',
    'node --import tsx --test',
    'npx playwright test',
    'ng test --watch=false',
  ],
  Python: ['pytest', 'cd app && pytest -q | tail', 'python3 -m pytest tests', 'python -m unittest', 'uv run pytest', '.venv/bin/pytest', 'poetry run tox', 'python manage.py test'], // prettier-ignore
  Rust: ['cargo test --all', 'cargo +nightly test', 'cargo nextest run', 'RUST_BACKTRACE=1 cargo test'],
  Go: ['go test ./...', 'go test -run TestX ./pkg 2>&1 | tail -5'],
  Java: ['mvn test', './mvnw -q verify', 'gradle test', './gradlew :app:testDebugUnitTest', 'sbt test'],
  Ruby: ['rspec', 'bundle exec rspec spec/a_spec.rb', 'bin/rails test', 'rake test'],
  PHP: ['phpunit', './vendor/bin/phpunit --filter x', 'php artisan test', 'composer test'],
  '.NET': ['dotnet test', 'dotnet test Shop.sln'],
  'C and C++': ['ctest --output-on-failure', 'make test', 'make -j8 check', 'cmake --build . && ctest', 'ninja -C build test'], // prettier-ignore
  'other languages': ['swift test', 'mix test', 'flutter test', 'bats tests', 'stack test', 'bazel test //...'],
};

const OTHERS: readonly string[] = [
  'cat test.txt',
  'cat pytest.ini',
  'ls test/',
  'ls tests',
  'cd test',
  'mkdir -p tests/unit',
  'grep -rn "npm test" .',
  'git commit -m "test"',
  'git commit -m "Fix it; go test && npm test"',
  'git checkout test',
  'make checkout',
  'make all',
  'npm install jest',
  'npm run build',
  'pip install pytest',
  'python test.py',
  'echo npm test',
  'cargo build',
  'rm -rf test',
  '',
];

describe('A command of the shell', () => {
  for (const [language, commands] of Object.entries(TESTS)) {
    it(`is seen to run tests: ${language}`, () => {
      for (const command of commands) assert.ok(runsTests(command), command);
    });
  }

  it('does not count as a test for having the word in it', () => {
    for (const command of OTHERS) assert.ok(!runsTests(command), command);
  });

  it('is looked at in a moment, however it is made', () => {
    const began = process.cpuUsage().user;
    for (const part of ['a=b ', 'make x ', 'npm run ', '-x ', '"', 'timeout -k ']) runsTests(part.repeat(100_000));
    assert.ok(process.cpuUsage().user - began < 1_000_000);
  });
});
