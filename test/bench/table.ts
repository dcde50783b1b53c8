import type { BenchResults } from './bench.ts';

/** The original server's figures, measured on such a machine (two cores). */
const ORIGINAL = { p99: 17, deliveries: 20_600, fileMedian: 635, fileMax: 1_000, cpu: 3, memory: 109, list: 43 };

/** The results for people, with the ratio to the bare loop of the same run and to the original. */
export function table(results: BenchResults): string {
  const { bare, sessionSocket, ownSocket, file, idle, list, memoryAfterLoad } = results;
  const ratio = (value: number, other: number): string => `${(value / other).toFixed(2)} ×`;
  const rows = [
    ['', 'measured', 'of the bare loop', 'of the original'],
    [
      'POST → 100 clients, /ws/{id}, p99 ms',
      sessionSocket.latency.p99,
      ratio(sessionSocket.latency.p99, bare.latency.p99),
      ratio(sessionSocket.latency.p99, ORIGINAL.p99),
    ],
    [
      'POST → 100 clients, /ws, p99 ms',
      ownSocket.latency.p99,
      ratio(ownSocket.latency.p99, bare.latency.p99),
      ratio(ownSocket.latency.p99, ORIGINAL.p99),
    ],
    ['POST → 100 clients, bare loop, p99 ms', bare.latency.p99, '', ''],
    [
      'deliveries/s, /ws/{id}',
      sessionSocket.deliveries,
      ratio(sessionSocket.deliveries, bare.deliveries),
      ratio(sessionSocket.deliveries, ORIGINAL.deliveries),
    ],
    [
      'deliveries/s, /ws',
      ownSocket.deliveries,
      ratio(ownSocket.deliveries, bare.deliveries),
      ratio(ownSocket.deliveries, ORIGINAL.deliveries),
    ],
    ['deliveries/s, bare loop', bare.deliveries, '', ''],
    ['file append → client, median ms', file.median, '', ratio(file.median, ORIGINAL.fileMedian)],
    ['file append → client, worst ms', file.max, '', ratio(file.max, ORIGINAL.fileMax)],
    ['idle CPU, 100 clients, 10 sessions, %', idle.cpu, '', ratio(idle.cpu, ORIGINAL.cpu)],
    [
      'resident memory, idle with them, MB',
      idle.memory,
      ratio(idle.memory, bare.memory),
      ratio(idle.memory, ORIGINAL.memory),
    ],
    ['resident memory, after the load above, MB', memoryAfterLoad, ratio(memoryAfterLoad, bare.memory), ''],
    ['list of 1,000 sessions, median ms', list.times.median, '', ratio(list.times.median, ORIGINAL.list)],
    ['resident memory with 1,000 sessions, MB', list.memory, '', ''],
    ['start to 1,000 sessions read, ms', list.indexed, '', ''],
  ].map((row) => row.map(String));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return rows.map(line).join('\n');
}
