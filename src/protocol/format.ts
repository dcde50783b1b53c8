/** Numbers as people read them, the same in every surface. */
import type { Cost } from './state.ts';

/** "3 h 10 m", "3 m 10 s", "42 s". `ms` below one second is "0 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} m`;
  if (minutes > 0) return `${minutes} m ${seconds % 60} s`;
  return `${seconds} s`;
}

/** "840", "44.4 k", "1.2 M" tokens, without the unit. */
export function formatTokens(tokens: number): string {
  if (tokens < 1_000) return String(Math.round(tokens));
  if (tokens < 999_950) return `${(tokens / 1_000).toFixed(1)} k`;
  return `${(tokens / 1_000_000).toFixed(tokens < 9_995_000 ? 2 : 1)} M`;
}

/** Cents matter below a dollar, and a fraction of a cent is still not nothing. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return '< $0.01';
  return usd < 100 ? `$${usd.toFixed(2)}` : `$${Math.round(usd).toLocaleString('en-US')}`;
}

/** Cost with what it leaves out: "$1.20", "unpriced", "$1.20 + 3.0 k tokens unpriced", or "–" when no token was used. */
export function formatCost(cost: Cost): string {
  const unpriced = `${formatTokens(cost.unpricedTokens)} tokens unpriced`;
  if (cost.usd === null) return cost.unpricedTokens > 0 ? unpriced : '–';
  return cost.unpricedTokens > 0 ? `${formatUsd(cost.usd)} + ${unpriced}` : formatUsd(cost.usd);
}

/** "22 %", or "?" when unknown. */
export function formatPercent(percent: number | null): string {
  return percent === null ? '?' : `${Math.floor(percent)} %`;
}
