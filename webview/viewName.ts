import { t } from '../src/protocol/language.ts';
import type { ViewName } from './place.ts';

/** What people call a view, wherever it is named. */
export function viewName(view: ViewName): string {
  switch (view) {
    case 'now':
      return t('Now');
    case 'session':
      return t('Session');
    case 'history':
      return t('History');
    case 'compare':
      return t('Compare');
    case 'trends':
      return t('Trends');
    case 'report':
      return t('Report');
    case 'diagnostics':
      return t('Diagnostics');
    case 'night':
      return t('Night');
  }
}
