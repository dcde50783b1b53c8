/**
 * While the toolkit loads it asks whether the browser knows :focus-visible, by adding a `<style>` to the page. The
 * Content-Security-Policy forbids that and reports it. Loaded before the toolkit, this answers the same question with
 * a sheet that is never in the page. `endFocusProbe` puts things back.
 */
const createElement = document.createElement.bind(document);

document.createElement = (name: string, options?: ElementCreationOptions) =>
  name === 'style'
    ? Object.assign(createElement('meta'), { sheet: new CSSStyleSheet() })
    : createElement(name, options);

export function endFocusProbe(): void {
  Reflect.deleteProperty(document, 'createElement');
}
