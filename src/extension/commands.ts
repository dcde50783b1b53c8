/** Every command's id. package.json describes the commands to people; a unit test keeps the two in step. */
export const COMMANDS = {
  openDashboard: 'livestream.openDashboard',
  openDashboardToSide: 'livestream.openDashboardToSide',
  openDashboardInNewWindow: 'livestream.openDashboardInNewWindow',
  menu: 'livestream.menu',
  openSettings: 'livestream.openSettings',
  filterSessions: 'livestream.filterSessions',
  clearFilter: 'livestream.clearFilter',
  compareSessions: 'livestream.compareSessions',
  copyLink: 'livestream.copyLink',
  revealFolder: 'livestream.revealFolder',
  revealTranscript: 'livestream.revealTranscript',
  openTranscript: 'livestream.openTranscript',
  stopFollowing: 'livestream.stopFollowing',
  openInBrowser: 'livestream.openInBrowser',
  exportSession: 'livestream.exportSession',
  importSession: 'livestream.importSession',
  replayRecording: 'livestream.replayRecording',
  morningReport: 'livestream.morningReport',
  muteSession: 'livestream.muteSession',
  unmuteSession: 'livestream.unmuteSession',
  setChannelSecret: 'livestream.setChannelSecret',
  testNotifications: 'livestream.testNotifications',
  openAlertSettings: 'livestream.openAlertSettings',
  copyLanUrl: 'livestream.copyLanUrl',
  shareOnLan: 'livestream.shareOnLan',
  stopSharing: 'livestream.stopSharing',
  startTunnel: 'livestream.startTunnel',
  stopTunnel: 'livestream.stopTunnel',
  showQrCode: 'livestream.showQrCode',
  devices: 'livestream.devices',
  copyShareLink: 'livestream.copyShareLink',
  sharing: 'livestream.sharing',
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
/** Context keys: others reach the server in its network; by a tunnel. */
export const SHARED_ON_LAN_CONTEXT = 'livestream.sharedOnLan';
export const TUNNEL_OPEN_CONTEXT = 'livestream.tunnelOpen';
/** Context key: only some of the sessions are listed. */
export const FILTERED_CONTEXT = 'livestream.filtered';
/** Context key: the status bar shows the session that somebody chose. */
export const FOLLOWING_CONTEXT = 'livestream.following';
/** The words of a session's `contextValue` in the tree, for `when` clauses. */
export const ITEM_WORDS = {
  session: 'session',
  muted: 'muted',
  told: 'told',
  folder: 'folder',
  transcript: 'transcript',
} as const;
