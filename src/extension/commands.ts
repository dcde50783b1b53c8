/** Every command's id. package.json describes the commands to people; a unit test keeps the two in step. */
export const COMMANDS = {
  openDashboard: 'livestream.openDashboard',
  openInBrowser: 'livestream.openInBrowser',
  exportSession: 'livestream.exportSession',
  copyLanUrl: 'livestream.copyLanUrl',
  selectSession: 'livestream.selectSession',
  followSession: 'livestream.followSession',
  refresh: 'livestream.refresh',
  showOlder: 'livestream.showOlder',
  startServer: 'livestream.startServer',
  restartServer: 'livestream.restartServer',
  stopServer: 'livestream.stopServer',
  runDemo: 'livestream.runDemo',
  showLog: 'livestream.showLog',
} as const;

/** The other names that package.json and the code share. */
export const SESSIONS_VIEW = 'livestream.sessions';
export const DASHBOARD_PANEL = 'livestream.dashboard';
/** Context key with the server's state ("off", "starting", "connected", "lost", "failed"), for `when` clauses. */
export const SERVER_CONTEXT = 'livestream.server';
/** `contextValue` of a session in the tree. */
export const SESSION_ITEM = 'session';
