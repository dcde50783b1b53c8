/** What happens in the simulated night: a small web service, built by a Scout, an Architect and a Builder. */

export const PROJECT = 'weather-api';
export const TASK = 'Build a weather API with caching, rate limits and an OpenAPI description';
export const MODEL = 'claude-sonnet-4-20250514';
/** The context window of the model, tokens. */
export const WINDOW = 200_000;

export interface Iteration {
  readonly phase: 'scout' | 'architect' | 'builder';
  /** How long the iteration takes in life, minutes. */
  readonly minutes: number;
  /** Tokens in the context window at the end. */
  readonly input: number;
  readonly output: number;
  /** The task this iteration completes. */
  readonly completes?: string;
  readonly log: readonly (readonly [level: string, line: string])[];
  readonly error?: string;
}

const build = (
  minutes: number,
  input: number,
  output: number,
  completes: string,
  log: Iteration['log'],
  error?: string,
): Iteration => ({
  phase: 'builder',
  minutes,
  input,
  output,
  completes,
  log,
  ...(error !== undefined && { error }),
});

export const ITERATIONS: readonly Iteration[] = [
  {
    phase: 'scout',
    minutes: 14,
    input: 41_200,
    output: 5_100,
    log: [
      ['info', 'Researching weather data providers and their limits'],
      ['info', 'Comparing FastAPI, Starlette and Litestar'],
      ['info', '📁 Saved: RESEARCH.md'],
    ],
  },
  {
    phase: 'architect',
    minutes: 18,
    input: 58_700,
    output: 7_400,
    log: [
      ['info', 'Writing user stories and success criteria'],
      ['info', '📁 Saved: SPEC.md'],
      ['info', '📁 Saved: PLAN.md'],
      ['info', '📁 Saved: TASKS.md'],
    ],
  },
  build(31, 52_300, 9_800, '1: Project skeleton, settings and health check', [
    ['info', '📁 Saved: src/main.py'],
    ['info', '$ pytest -q'],
    ['info', '\u001b[32m4 passed\u001b[0m in 0.41s'],
  ]),
  build(42, 83_900, 12_600, '2: Provider client with retries and timeouts', [
    ['info', '📁 Saved: src/provider.py'],
    ['warning', 'The provider answered 429; retrying in 2 s'],
    ['info', '\u001b[32m11 passed\u001b[0m in 1.92s'],
  ]),
  build(
    55,
    104_600,
    15_300,
    '3: Cache with expiry',
    [
      ['info', '📁 Saved: src/cache.py'],
      ['info', '\u001b[31m2 failed\u001b[0m, 12 passed in 2.20s'],
      ['info', 'Reading the failures: the clock is not injected'],
      ['info', '\u001b[32m14 passed\u001b[0m in 2.13s'],
    ],
    'test_expiry_is_exact: assert 61 == 60',
  ),
  build(38, 71_400, 10_900, '4: Rate limits per client', [
    ['info', '📁 Saved: src/limits.py'],
    ['info', '\u001b[32m19 passed\u001b[0m in 2.61s'],
  ]),
  build(47, 88_100, 13_700, '5: OpenAPI description and examples', [
    ['info', '📁 Saved: openapi.yaml'],
    ['info', '\u001b[32m23 passed\u001b[0m in 3.02s'],
  ]),
  build(29, 49_500, 8_200, '6: README, Dockerfile and release notes', [
    ['info', '📁 Saved: README.md'],
    ['info', '📁 Saved: Dockerfile'],
  ]),
];
