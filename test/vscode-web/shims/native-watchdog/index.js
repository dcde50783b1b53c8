/** Stands in for the native @vscode/native-watchdog: ends this process when the one it belongs to has gone. */
exports.start = (pid) => {
  const watch = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  watch.unref();
};
