/** What a chart shows. */
export interface ChartLine {
  readonly label: string;
  /** A custom property of the style sheet, such as "--chart-blue". */
  readonly colour: string;
  /** null where there is none: the line has a gap there. */
  readonly values: readonly (number | null)[];
  /** Written at the line's highest point, where several have to be told apart without their colours. */
  readonly tag?: string;
}

/** A level worth seeing, with its meaning written beside it. */
export interface ChartMark {
  readonly label: string;
  readonly colour: string;
  readonly value: number;
}

/** Something that happened once, drawn across the height of the chart with its name. */
export interface ChartMoment {
  readonly label: string;
  /** ms since the Unix epoch. */
  readonly at: number;
  /** A custom property of the style sheet. */
  readonly colour: string;
}

export interface ChartData {
  /** ms since the Unix epoch, one for each value of every line. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  readonly moments: readonly ChartMoment[];
  /** The scale reaches at least up to here. */
  readonly atLeast: number;
  readonly format: (value: number) => string;
  /** The times are spans since a start, and not moments. */
  readonly elapsed?: boolean;
  /** How the time of the point that is looked at is said; else as a time of day. */
  readonly sayTime?: (ms: number) => string;
}
