import { COMPARED_AT_LEAST, COMPARED_AT_MOST } from '../../src/protocol/comparison.ts';
import { t } from '../../src/protocol/language.ts';

/** The sessions that a person has ticked to compare them, in the order in which that was done. */
export class ChosenSessions {
  readonly #changed: () => void;
  ids: readonly string[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  toggle(id: string): void {
    this.choose(this.ids.includes(id) ? this.ids.filter((each) => each !== id) : [...this.ids, id]);
  }

  choose(ids: readonly string[]): void {
    this.ids = ids;
    this.#changed();
  }

  get canBeCompared(): boolean {
    return this.ids.length >= COMPARED_AT_LEAST && this.ids.length <= COMPARED_AT_MOST;
  }

  /** What is missing, or too much. */
  get hint(): string {
    const { length } = this.ids;
    if (length === 0) return t('Tick two to four sessions to compare them.');
    if (length < COMPARED_AT_LEAST) return t('Tick one more at least.');
    return length > COMPARED_AT_MOST ? t`${length} are ticked, and four at most can be compared.` : '';
  }
}
