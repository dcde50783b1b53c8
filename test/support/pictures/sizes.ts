/** The sizes of the pictures, CSS pixels. What is narrower than a desktop is touched. */
export const SIZES = {
  phone: { width: 390, height: 844, touch: true },
  tablet: { width: 820, height: 1180, touch: true },
  desktop: { width: 1440, height: 900, touch: false },
  wide: { width: 2560, height: 1440, touch: false },
} as const;

export type SizeName = keyof typeof SIZES;
