import type { SettingName } from './settings.ts';

/** Why there is no server, in words for a person, and the setting that mends it, if one does. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem';
  readonly setting: SettingName | null;

  constructor(message: string, setting: SettingName | null = null) {
    super(message);
    this.setting = setting;
  }
}
