import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeptFile } from "../../local/kept-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

test("throws while a file is not where it was, also where another is", () => {
  const path = join(directory, "file");
  writeFileSync(path, "a");
  const kept = new KeptFile(path);
  writeFileSync(path, "b");
  kept.check();
  renameSync(path, `${path}-away`);
  const removed = expect.objectContaining({ code: "ESTALE", path: directory });
  expect(() => kept.check()).toThrow(removed);
  writeFileSync(path, "another");
  expect(() => kept.check()).toThrow(removed);
  rmSync(path);
  renameSync(`${path}-away`, path);
  kept.check();
});
