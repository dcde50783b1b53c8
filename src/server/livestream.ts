import { lookup } from 'node:dns/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { compareSessions } from '../protocol/compare.ts';
import type { Indexing } from '../protocol/diagnostics.ts';
import type { JournaledEvent, SessionEvent } from '../protocol/events.ts';
import { Alerts } from './alerts/alerts.ts';
import { SYSTEM_TIMERS } from './alerts/timers.ts';
import { localUrl } from './base/addresses.ts';
import { createAccess } from './access/createAccess.ts';
import { isLoopbackName } from './access/request.ts';
import { prepareDataFolder } from './base/dataFolder.ts';
import { measureLoopDelay } from './base/loopDelay.ts';
import { removeServerFile, writeServerFile } from './base/discovery.ts';
import { openLog } from './base/log.ts';
import { readToken } from './base/token.ts';
import { createHistory } from './history/history.ts';
import { DemoPlayer } from './demo/demoPlayer.ts';
import { Hub } from './hub/hub.ts';
import { groupCommit } from './journal/groupCommit.ts';
import type { Livestream, LivestreamOptions } from './livestreamOptions.ts';
import { openJournal } from './journal/journal.ts';
import type { Committed, JournalBatch } from './journal/journal.ts';
import { agentUpdate, broadcastEvent, phaseUpdate } from './sources/contextFoundry/ingest.ts';
import { sessionIdProblem } from './sources/sessionId.ts';
import { linkSessions } from './sources/linkSessions.ts';
import { createProblems } from './sources/files/problems.ts';
import { readMachine } from './sources/claudeCode/pidDomain.ts';
import { pricing } from './sources/pricing.ts';
import { createProcessTable } from './sources/processes/processTable.ts';
import { tellOfRefusedPosts } from './sources/refusedPosts.ts';
import { makeReportMessage } from './report/reportMessage.ts';
import { renderReport } from './report/renderReport.ts';
import { makeReport } from './report/report.ts';
import type { ReportContext } from './report/report.ts';
import { reportRange } from './report/reportRange.ts';
import { sessionsIn } from './report/sessionsIn.ts';
import { journaledEvent } from './sources/recordings/journaledEvent.ts';
import { createSources } from './sources/registry.ts';
import { hookEvents } from './sources/telemetry/hookEvents.ts';
import { otlpLogEvents } from './sources/telemetry/otlpEvents.ts';
import { readOriginal } from './sources/transcripts/readOriginal.ts';
import { createReaders } from './sources/transcripts/readers.ts';
import { judgeAll } from './sources/transcripts/watchProcesses.ts';
import { Sharing } from './sharing/sharing.ts';
import { SessionStore, STATE_VERSION } from './store/store.ts';
import type { LivestreamApi } from './transports/api.ts';
import { makeApp } from './transports/http/app.ts';
import { listen } from './transports/listen.ts';
import type { Listening, ListenOptions } from './transports/listen.ts';
import { dashboardSocket } from './transports/socket/dashboardSocket.ts';
import { SessionSocket } from './transports/socket/sessionSocket.ts';
import { acceptSockets } from './transports/socket/upgrade.ts';
import { makeTrends } from './trends/trends.ts';
import { UnusedTimer } from './unusedTimer.ts';

/** The newest sessions among which those that belong together are looked for. */
const LINKED_SESSIONS = 200;
/** How often states that changed are written as snapshots, ms: what a start after a kill has to fold again. */
const SNAPSHOT_EVERY_MS = 30_000;

/**
 * The whole server, put together: the only place where its parts meet. Rejects with a JournalInUseError when the
 * data folder belongs to a running server, and with EADDRINUSE when the port is taken.
 */
export async function startLivestream(options: LivestreamOptions): Promise<Livestream> {
  const { dataDir, version } = options;
  prepareDataFolder(dataDir);
  const journal = openJournal(join(dataDir, 'journal.sqlite'), STATE_VERSION);
  const log = openLog(dataDir);
  const startedAt = Date.now();
  const loopDelay = measureLoopDelay();
  const token = readToken(dataDir);
  const logError = (error: unknown, place: string): void =>
    log.logger.error({ err: error, place }, `The server failed at ${place}`);
  const access = createAccess({
    dataDir,
    ownerToken: token,
    requireToken: options.requireToken,
    now: Date.now,
    logError,
  });
  const store = new SessionStore(journal, (error) => logError(error, 'saving snapshots: is the disk full?'));

  const commit = (batch: JournalBatch): void => {
    publish(journal.append(batch));
  };
  const publish = ({ events, rows }: Committed): void => {
    store.forget(rows);
    if (rows.length > 0) hub.publishList();
    history.hint();
    if (events.length === 0) return;
    store.apply(events, (before, event, after) => alerts.observe(before, event, after));
    sessionSocket.publish(events);
    hub.publish(events);
    const links = [...new Set(events.filter(tellsWhere).map(({ session }) => session))].flatMap(linksOf);
    if (links.length > 0) publish(journal.append({ events: links, cursors: [] }));
    alerts.raise();
  };
  /** Sessions of other programs in the same folder and time; those of which there are no events cannot be told of it. */
  const linksOf = (session: string): readonly SessionEvent[] => {
    const told = store.summary(session);
    if (told?.folder == null) return [];
    const others = store.page(LINKED_SESSIONS).sessions.filter(({ id }) => id !== session);
    return linkSessions(told, others).filter((event) => store.has(event.session));
  };
  const history = createHistory({
    journal,
    store,
    parse: journaledEvent,
    commit: (events) => {
      const committed = journal.append({ events, cursors: [] });
      publish(committed);
      return committed.events.length;
    },
    limits: options.retention,
    now: Date.now,
    onDeleted: () => hub.publishList(),
    onError: (error) => logError(error, 'reading for the search, or deleting: is the disk full?'),
  });
  const readers = createReaders(options.readerScript, { prices: options.prices });
  const processes = createProcessTable();
  const machine = await readMachine();
  const { contextFoundry, transcripts } = createSources(
    {
      commit,
      cursor: journal.cursor,
      now: Date.now,
      onDiagnostics: () => hub.publishDiagnostics(),
      table: journal.transcripts,
      isJournaled: journal.has,
      index: (found) => publish(journal.index(found)),
      readers,
      prices: options.prices,
      judge: (sessions, configDirs) => judgeAll(sessions, { configDirs, processes, machine, now: Date.now }),
    },
    options.roots,
  );
  const sources = [contextFoundry, ...transcripts];
  /** Facts of a session of which only a summary is kept would be told without those before them. */
  const load = async (session: string): Promise<void> => {
    if (history.isDeleted(session)) return;
    if (journal.transcripts.ofSession(session).every(({ followed, pending }) => followed && !pending)) return;
    await Promise.all(transcripts.map((source) => source.load(session)));
  };
  const posts = createProblems(Date.now, () => hub.publishDiagnostics());
  const settings = createProblems(Date.now, () => hub.publishDiagnostics());
  const diagnostics = () => [...sources.flatMap((source) => source.diagnostics()), ...posts.list(), ...settings.list()];
  const hub = new Hub({
    epoch: journal.epoch,
    version,
    now: Date.now,
    session: (id) => store.session(id),
    summary: (id) => store.summary(id),
    page: (limit, after) => store.page(limit, after),
    sessionCount: () => store.size,
    load: (id) => load(id).catch((error: unknown) => logError(error, `reading the transcripts of ${id}`)),
    eventsAfter: journal.events,
    countAfter: journal.countAfter,
    diagnostics,
    indexing: () => sumIndexing(sources.flatMap((source) => source.indexing() ?? [])),
    sharing: () => sharing.open(),
    muted: () => alerts.settings.muted,
  });
  const reportContext: ReportContext = {
    sessions: (range, limit) => sessionsIn((query) => store.history(query, Date.now()), range, limit),
    load,
    state: (id) => store.session(id)?.state,
    events: journal.events,
    event: journal.event,
    usage: journal.usage,
    now: Date.now,
  };
  const alerts = new Alerts({
    dataDir,
    env: process.env,
    timers: SYSTEM_TIMERS,
    resolve: (name) => lookup(name, { all: true }),
    problems: settings,
    commit: (events) => {
      const committed = journal.append({ events, cursors: [] });
      publish(committed);
      return committed.events;
    },
    onConfigured: () => hub.publishMuted(),
    onError: logError,
    state: (id) => store.session(id)?.state,
    activeSince: store.activeSince,
    usage: journal.usage,
    report: (range) => makeReportMessage(reportContext, range, () => store.page(1).sessions[0]?.id),
    events: journal.alerts,
  });
  const price = pricing(options.prices);
  const waitingFor = (session: string): string | undefined => store.summary(session)?.waiting?.reason;
  const postEvent = groupCommit((events) => commit({ events, cursors: [] }));
  const api: LivestreamApi = {
    version,
    now: Date.now,
    access,
    session: (id) => store.session(id),
    summary: (id) => store.summary(id),
    load,
    page: (limit, after, ended) => store.page(limit, after, ended),
    sessionCount: () => store.size,
    requests: journal.requests,
    original: (id, seq) => {
      const first = journal.events(id, seq - 1).next();
      return readOriginal(first.done === true ? undefined : first.value, seq);
    },
    transcripts: (id) => journal.transcripts.ofSession(id).map(({ path }) => path),
    events: journal.events,
    history,
    report: (asked) => makeReport(reportContext, reportRange(asked, Date.now())),
    compare: (states) => compareSessions(states, { now: Date.now(), price }),
    trends: (query) => makeTrends({ use: journal.use.pages, summary: (id) => store.summary(id), now: Date.now }, query),
    reportText: renderReport,
    alerts,
    diagnostics,
    health: () => ({
      pid: process.pid,
      uptimeSeconds: Math.round((Date.now() - startedAt) / 1000),
      eventLoopDelay: loopDelay.read(),
      connections: hub.clients + sessionSocket.connections,
      dataDir,
      logFile: log.file,
      sources: [
        ...sources.map((source) => ({
          name: source.name,
          roots: source.roots(),
          indexing: source.indexing(),
          diagnostics: source.diagnostics(),
        })),
        { name: 'HTTP', roots: [], indexing: null, diagnostics: posts.list() },
        { name: 'Alerts', roots: [], indexing: null, diagnostics: settings.list() },
      ],
    }),
    ingest: {
      broadcast: (session, body) => broadcastEvent(session, body, Date.now(), randomUUID),
      phaseUpdate: (body) => phaseUpdate(body, Date.now()),
      agentUpdate: (body) => agentUpdate(body, Date.now(), randomUUID),
      hook: (agent, body, at) => hookEvents(agent, body, { now: Date.now(), at, waitingFor }),
      otlpLogs: (body) => otlpLogEvents(body, { now: Date.now(), price }),
      sessionIdProblem,
    },
    append: tellOfRefusedPosts(async (event) => {
      await load(event.session);
      await postEvent(event);
    }, posts),
    listeners: (session) => sessionSocket.listeners(session) + hub.subscribers(session),
    playDemo: () => demo.play(),
    addRoots: (roots) => roots.forEach((root) => contextFoundry.addRoot(root)),
    roots: contextFoundry.roots,
    get sharing() {
      return sharing;
    },
    shutdown: () => void stop(),
    hub,
  };
  const demo = new DemoPlayer({
    dataDir,
    serverUrl: () => url,
    watch: (root) => contextFoundry.addRoot(root),
    onError: (error) => logError(error, 'playing the demo'),
  });
  const sessionSocket = new SessionSocket(api);
  const unused = new UnusedTimer(options.exitWhenUnused, () => void stop());

  const answer = makeApp({ api, dashboardDir: options.dashboardDir, logError });
  const sockets = acceptSockets(access, [dashboardSocket(api, unused), sessionSocket.endpoint()]);
  const startListening = (at: Pick<ListenOptions, 'host' | 'port' | 'tls'>): Promise<Listening> =>
    listen({ ...at, answer, attach: sockets.attach });
  let listening: Listening | undefined;
  const sharing = new Sharing({
    host: options.host,
    isLoopback: isLoopbackName(options.host),
    port: () => listening?.port ?? options.port,
    certificate: options.certificate,
    startListening,
    guardScript: options.tunnelGuardScript,
    now: Date.now,
  });
  sharing.onChange(() => hub.publishSharing());
  const snapshots = setInterval(() => store.save(), SNAPSHOT_EVERY_MS);

  let stopping: Promise<void> | undefined;
  const stopped = Promise.withResolvers<void>();
  const stop = (): Promise<void> =>
    (stopping ??= stopAll()
      .then(stopped.resolve, stopped.reject)
      .then(() => stopped.promise));
  const stopAll = async (): Promise<void> => {
    unused.stop();
    alerts.stop();
    demo.stop();
    clearInterval(snapshots);
    history.stop();
    loopDelay.stop();
    const reading = Promise.all(sources.map((source) => source.stop()));
    readers.close();
    await reading;
    sockets.close();
    await sharing.close();
    sessionSocket.close();
    hub.close();
    await listening?.close();
    store.save();
    access.close();
    journal.close();
    removeServerFile(dataDir);
    log.logger.info('stopped');
    await log.close();
  };

  let port: number;
  let url: string;
  try {
    listening = await startListening({ host: options.host, port: options.port });
    ({ port } = listening);
    url = localUrl(options.host, port);
    writeServerFile(dataDir, {
      pid: process.pid,
      port,
      host: options.host,
      url,
      epoch: journal.epoch,
      version,
      token,
      requireToken: options.requireToken,
      replaceOlder: options.replaceOlder ?? false,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  log.logger.info({ url, roots: options.roots, version, pid: process.pid }, 'started');
  const indexed = Promise.all(sources.map((source) => source.start())).then(() => undefined);
  indexed.then(
    () => alerts.start(),
    (error: unknown) => logError(error, 'the first reading of the watched folders'),
  );
  const createPairingCode = (role: 'viewer' | 'owner'): string => access.pairing.create(role).code;
  return {
    url,
    port,
    dataDir,
    sharing,
    createPairingCode,
    indexed,
    stopped: stopped.promise,
    logCrash: log.crash,
    stop,
  };
}

/** What all sources have read of what was there at the start. */
function sumIndexing(each: readonly Indexing[]): Indexing | null {
  if (each.length === 0) return null;
  const add = (sum: Indexing, { filesRead, filesFound }: Indexing): Indexing => ({
    filesRead: sum.filesRead + filesRead,
    filesFound: sum.filesFound + filesFound,
  });
  return each.reduce(add, { filesRead: 0, filesFound: 0 });
}

/** True for a fact that tells where a session works. */
function tellsWhere({ type, data }: JournaledEvent): boolean {
  return (type === 'session_info' || type === 'phase_update') && 'folder' in data;
}
