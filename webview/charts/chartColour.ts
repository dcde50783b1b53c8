/** A colour of the style sheet, as a canvas takes it. The sheet registers these properties as colours (see tokens.css). */
export function chartColour(element: Element, property: string): string {
  return getComputedStyle(element).getPropertyValue(property);
}
