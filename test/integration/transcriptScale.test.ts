import { testManySessions } from '../support/manySessions.ts';

describe('A machine with thousands of sessions', () => testManySessions(3_000));
