/** A file of its own, which only those fetch who read German. */
export { default } from '../l10n/bundle.l10n.de.json';
