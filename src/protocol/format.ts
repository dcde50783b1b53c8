/** Numbers as people read them, the same in every surface, by the habits of the reader's language. */
import { language, t } from './language.ts';
import type { Cost } from './state.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A number with all that is wanted of it. Formats are kept: making one takes a hundred times as long as using it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const { locale } = language();
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format.format(value);
}

/** "364,123": every digit, for the places where a rounded number is not enough. */
export function formatExact(value: number): string {
  return formatNumber(value);
}

/** "1.20" for two digits behind the point. */
export function formatDecimal(value: number, digits: number): string {
  return formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
}

/** "3 h 10 m", "3 m 10 s", "42 s". `ms` below one second is "0 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return t`${days} d ${hours} h`;
  if (hours > 0) return t`${hours} h ${minutes} m`;
  if (minutes > 0) return t`${minutes} m ${seconds % 60} s`;
  return t`${seconds} s`;
}

/** "840", "44.4 k", "1.2 M" tokens, without the unit. */
export function formatTokens(tokens: number): string {
  if (tokens < 1_000) return String(Math.round(tokens));
  if (tokens < 999_950) return `${formatDecimal(tokens / 1_000, 1)} k`;
  return `${formatDecimal(tokens / 1_000_000, tokens < 9_995_000 ? 2 : 1)} M`;
}

/** Cents matter below a dollar, and a fraction of a cent is still not nothing. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return `< ${formatDollars(0.01, 2)}`;
  return usd < 100 ? formatDollars(usd, 2) : formatDollars(Math.round(usd), 0);
}

/** "$1.2000" for four digits behind the point. */
export function formatDollars(usd: number, digits: number): string {
  const dollars = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  return formatNumber(usd, { ...dollars, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Cost with what it leaves out: "$1.20", "unpriced", "$1.20 + 3.0 k tokens unpriced", or "–" when no token was used. */
export function formatCost(cost: Cost): string {
  const unpriced = t`${formatTokens(cost.unpricedTokens)} tokens unpriced`;
  if (cost.usd === null) return cost.unpricedTokens > 0 ? unpriced : '–';
  return cost.unpricedTokens > 0 ? `${formatUsd(cost.usd)} + ${unpriced}` : formatUsd(cost.usd);
}

/** "22 %", or "?" when unknown. */
export function formatPercent(percent: number | null): string {
  return percent === null ? '?' : `${Math.floor(percent)} %`;
}
