import type { Page } from 'playwright-core';

/** What leads to a view. */
export function viewButton(page: Pick<Page, 'getByRole'>, name: string | RegExp) {
  return page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });
}

/** Goes to a view as a person does: on a phone the rarer ones wait behind "More". */
export async function openView(page: Pick<Page, 'getByRole'>, name: string | RegExp): Promise<void> {
  await viewButton(page, /^(Now|Session)$/)
    .first()
    .waitFor();
  const [view, more] = [viewButton(page, name), viewButton(page, 'More')];
  if ((await more.isVisible()) && !(await view.isVisible())) await more.click();
  await view.click();
}
