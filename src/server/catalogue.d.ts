/** Put in by the build. */
declare module '*/bundle.l10n.de.json' {
  const catalogue: Readonly<Record<string, string>>;
  export default catalogue;
}
