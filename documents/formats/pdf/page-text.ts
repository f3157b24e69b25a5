import { byColumns, type Segment } from "./columns";

/** A piece of the text of a page, as the parser tells it. */
interface TextItem {
  readonly str: string;
  /** In points, along the line. */
  readonly width: number;
  /** From the text's space to the page's: the first two say where a line leads, the last two where this begins. */
  readonly transform: readonly number[];
  /** Whether a line ends with it. */
  readonly hasEOL: boolean;
}

/** How far parts of a line are apart that are not of one column, in heights of its letters. */
const leastGap = 1;

/** The text of a page, column by column; a word that a hyphen parts at the end of a line is one again. */
export function pageText(items: readonly object[]): string {
  return byColumns(segmentsOf(items.filter((item): item is TextItem => "str" in item)))
    .map(({ text, endsLine }) => `${text}${endsLine ? "\n" : ""}`)
    .join("")
    .replace(/(?<=\p{Ll})[-\u2010\u00ad]\n(?=\p{Ll})/gu, "");
}

function segmentsOf(items: readonly TextItem[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const { str, width, transform, hasEOL } of items) {
    const [a = 1, b = 0, , , x = 0, y = 0] = transform;
    const height = Math.hypot(a, b) || 1;
    const from = (a * x + b * y) / height;
    const last = segments.at(-1);
    const isBlank = str.trim() === "";
    if (last && !last.endsLine && (isBlank || from - last.to < leastGap * height)) {
      const to = isBlank ? last.to : from + width;
      segments[segments.length - 1] = { ...last, text: last.text + str, to, endsLine: hasEOL };
    } else {
      const direction = Math.round((Math.atan2(b, a) * 180) / Math.PI);
      segments.push({ text: str, direction, from, to: from + width, endsLine: hasEOL });
    }
  }
  return segments;
}
