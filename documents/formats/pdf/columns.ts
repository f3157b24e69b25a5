/** What is written on a line in one go: what is beside it is farther away than words are. */
export interface Segment {
  readonly text: string;
  /** Where the line leads, in degrees. */
  readonly direction: number;
  /** Where on the line it begins and ends, in points. */
  readonly from: number;
  readonly to: number;
  readonly endsLine: boolean;
}

/** How often text goes back to the left column at least: once at most where a column is written after the other. */
const leastReturns = 3;

/** How many lines a column may have for each that is beside one of the other: a table's cells have many. */
const mostLines = 2;

/** How many characters a column's lines have on average at least, and how much of its width: a table's cells have less. */
const leastLength = 20;
const leastWidth = 3 / 4;

/** Segments with white between them from the first of them to the last. */
interface Columns {
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
  /** How often one on the left is after one on the right. */
  readonly returns: number;
}

/** The segments of a page in the order of reading: as they are written, but for columns whose lines are written in turns. */
export function byColumns(segments: readonly Segment[]): readonly Segment[] {
  const ordered: Segment[] = [];
  let start = 0;
  for (let first = segments[0]; first; first = segments[start]) {
    const columns = columnsFrom(first, segments, start);
    const { left, right } = columns;
    if (isInTurns(columns)) {
      ordered.push(...byColumns(left.map(asLine)), ...byColumns(right.map(asLine)));
      start += left.length + right.length;
    } else {
      ordered.push(first);
      start += 1;
    }
  }
  return ordered;
}

/** The columns that a segment and the one after it begin, as far as each of the next ones is in one of them. */
function columnsFrom(first: Segment, segments: readonly Segment[], start: number): Columns {
  const left = [first];
  const right: Segment[] = [];
  let returns = 0;
  let { to: leftEnd } = first;
  let rightStart = segments[start + 1]?.from ?? leftEnd;
  let wasLeft = true;
  for (let index = start + 1; index < segments.length; index++) {
    const segment = segments[index] as Segment;
    const isLeft = segment.to < rightStart;
    const isRight = !isLeft && segment.from > leftEnd;
    if (segment.direction !== first.direction || !(isLeft || isRight)) break;
    if (isLeft) leftEnd = Math.max(leftEnd, segment.to);
    else rightStart = Math.min(rightStart, segment.from);
    (isLeft ? left : right).push(segment);
    if (isLeft && !wasLeft) returns += 1;
    wasLeft = isLeft;
  }
  return { left, right, returns };
}

function isInTurns({ left, right, returns }: Columns): boolean {
  const most = mostLines * (returns + 1);
  return returns >= leastReturns && [left, right].every((column) => column.length <= most && isProse(column));
}

function isProse(column: readonly Segment[]): boolean {
  const lengths = column.map(({ text }) => text.trim().length);
  const widths = column.map(({ from, to }) => to - from);
  return average(lengths) >= leastLength && average(widths) >= leastWidth * Math.max(...widths);
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** One after which another column may come. */
function asLine(segment: Segment): Segment {
  return { ...segment, text: segment.text.trimEnd(), endsLine: true };
}
