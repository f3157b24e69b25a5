import { type BenchPart, benchParts } from "../../../bench/parts";
import { code, markdownTable } from "../markdown";

/** What each part of `npm run bench` prints. */
export function benchPartsTable(): string {
  const rows = (Object.keys(benchParts) as BenchPart[]).map((name) => {
    const { prints, ...part } = benchParts[name];
    return [code("operands" in part ? `${name} ${part.operands}` : name), prints];
  });
  return markdownTable(["`npm run bench --`", "what it prints"], rows);
}
