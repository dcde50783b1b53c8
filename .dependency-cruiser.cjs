/** The arrows of ARCHITECTURE.md. Type-only imports count: a type that leaks is a dependency. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

/** The parts of the server that meet only in livestream.ts. */
const PARTS = [
  'sources',
  'journal',
  'store',
  'hub',
  'alerts',
  'history',
  'report',
  'trends',
  'sharing',
  'transports',
  'demo',
];

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'Data flows one way.'),
    forbid('protocol-is-pure', { path: '^src/protocol' }, { pathNot: '^src/protocol' }, 'It runs in every runtime.'),
    forbid(
      'webview-knows-only-protocol',
      { path: '^webview' },
      { path: '^src/(server|extension|broadcaster)' },
      'It speaks to the server in frames.',
    ),
    forbid(
      'extension-is-a-client',
      { path: '^src/extension' },
      { path: '^(src/(server|broadcaster)|webview)' },
      'It starts the server as a process.',
    ),
    forbid(
      'server-is-not-the-editor',
      { path: '^src/(server|broadcaster)' },
      { path: '^(src/extension|webview|vscode$)' },
      '',
    ),
    forbid('broadcaster-stands-alone', { path: '^src/broadcaster' }, { path: '^src/server' }, 'Other programs use it.'),
    ...PARTS.map((part) =>
      forbid(
        `${part}-meets-others-only-in-livestream`,
        { path: `^src/server/${part}/` },
        { path: `^src/server/(${PARTS.filter((other) => other !== part).join('|')}|commands)/` },
        'livestream.ts puts the parts together.',
      ),
    ),
    forbid(
      'access-asks-nobody',
      { path: '^src/server/access/' },
      { path: `^src/server/(${PARTS.join('|')}|commands)/` },
      'Every part may ask it who somebody is; it knows none of them.',
    ),
    forbid(
      'base-is-the-bottom',
      { path: '^src/server/base/' },
      { path: `^src/server/(${PARTS.join('|')}|commands)/` },
      '',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|dist|build' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
