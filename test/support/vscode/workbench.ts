import { until } from '../until.ts';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The workbench's parts by what people call them. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A window without a folder. */
  async openEmpty(origin: string): Promise<void> {
    await this.page.goto(`${origin}/?ew=true`);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Opens a folder, or a workspace: the path of its file. */
  async open(origin: string, path: string): Promise<void> {
    const kind = path.endsWith('.code-workspace') ? 'workspace' : 'folder';
    await this.page.goto(`${origin}/?${new URLSearchParams({ [kind]: path })}`);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /**
   * As a person closes a tab. The page hears that it goes, and VS Code ends the window's extension host with it; a page
   * that only vanished would be waited for.
   */
  close(): Promise<void> {
    return this.page.close();
  }

  activityIcon(title: string): Locator {
    return this.page.locator(`.activitybar a.action-label[aria-label^="${title}"]`);
  }

  treeRow(text: string): Locator {
    return this.page.locator('.pane-body .monaco-list-row').filter({ hasText: text });
  }

  /** What the view of the sessions says while it lists none. */
  welcome(): Locator {
    return this.page.locator('.pane-body .welcome-view-content');
  }

  /** Runs an entry of the row's menu. A menu that has just opened takes keys at once, and clicks only after a while. */
  async rowMenu(row: string, entry: string): Promise<void> {
    await this.treeRow(row).click({ button: 'right' });
    await this.page.locator('.monaco-menu').getByText(entry).hover();
    await this.page.keyboard.press('Enter');
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** A button above the tree, or of another view's title. */
  titleAction(title: string): Locator {
    return this.page.locator(`.part.sidebar .title-actions a.action-label[aria-label="${title}"]`);
  }

  /** A button of the dialog that waits for an answer. */
  dialogButton(label: string): Locator {
    return this.page.locator('.monaco-dialog-box a.monaco-button').filter({ hasText: label });
  }

  notification(text: string): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text });
  }

  async closeNotification(text: string): Promise<void> {
    const notification = this.notification(text);
    await notification.hover();
    await notification.locator('a.action-label.codicon-notifications-clear').click();
  }

  /** The text editor takes the focus some time after its tab is there, and menus and the palette close when it does. */
  editorWithFocus(): Locator {
    return this.page.locator('.part.editor .monaco-editor.focused');
  }

  /** The page inside the visible webview. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Runs a command by its full title. It clicks: Enter may come before the list is filtered. */
  async palette(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput().fill(`>${title}`);
    await this.quickRow(new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)).click();
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]');
  }

  /** Saves where the dialog for files proposes. A press before it has read the folder would only close it. */
  async saveAs(name: RegExp): Promise<void> {
    await until('the dialog proposes a name', async () => name.test(await this.quickInput().inputValue()));
    await this.quickRow(/^\.\.$/).waitFor();
    await this.page.locator('.quick-input-widget a.monaco-button', { hasText: /^(OK|Save)$/ }).click();
  }

  quickRow(label: RegExp): Locator {
    return this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.locator('.label-name', { hasText: label }) });
  }
}
