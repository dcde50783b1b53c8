/** What a press does that opens a dialog: the focus has to come back to the button, and not every browser gives it that by itself. */
export function keepFocus(press: () => void): (event: Event) => void {
  return ({ currentTarget }) => {
    (currentTarget as HTMLElement).focus();
    press();
  };
}
