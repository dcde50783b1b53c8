import type { Crossing } from './rules/rule.ts';
import type { AlertSettings, Channel } from './settings.ts';

/** The channels that deliver something. Custom events go only to those that name their type. */
export function channelsFor(
  { rule, severity, customType }: Pick<Crossing, 'rule' | 'severity' | 'customType'>,
  { channels }: AlertSettings,
): readonly string[] {
  return channels
    .filter(({ enabled }) => enabled)
    .filter(({ filter }) => filter.severities?.includes(severity) ?? true)
    .filter(({ filter }) =>
      customType === undefined ? (filter.rules?.includes(rule) ?? true) : wants(filter, customType),
    )
    .map(({ name }) => name);
}

/** Types of custom events that some channel delivers. */
export function wantedTypes({ channels }: AlertSettings): ReadonlySet<string> {
  return new Set(channels.filter(({ enabled }) => enabled).flatMap(({ filter }) => filter.events ?? []));
}

function wants(filter: Channel['filter'], type: string): boolean {
  return filter.events?.includes(type) ?? false;
}
