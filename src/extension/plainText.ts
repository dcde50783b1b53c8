/** The editor makes something of what is in its texts; what sessions, devices and people are called shall stay text. */

/** For labels, in which the editor draws its icons for `$(name)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** For notifications, in which `[text](address)` is a link, one that runs a command of the editor included. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
