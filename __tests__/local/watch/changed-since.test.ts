import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changedSince } from "../../../local/watch/changed-since";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

/** A file that was written so many seconds after the epoch. */
function fileOf(seconds: number): string {
  const file = join(directory, String(seconds));
  writeFileSync(file, "");
  utimesSync(file, seconds, seconds);
  return file;
}

test("tells what has changed since, or is gone, and neither what has not nor what is of the future", () => {
  const [old, atOnce, later, future] = [fileOf(999), fileOf(1_000), fileOf(1_500), fileOf(2_001)];
  const gone = join(directory, "gone");
  expect(changedSince(1_000_000, [old, atOnce, later, future, gone], 2_000_000)).toEqual([atOnce, later, gone]);
});
