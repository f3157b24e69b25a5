import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStart } from "../../../local/watch/check-start";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

test("finds nothing wrong with the sources as they are", async () => {
  await expect(checkStart()).resolves.toBeUndefined();
});

test.each([
  ["a half-written line", "const x = ;", /entry\.ts:1:10: ERROR: Unexpected ";"/],
  ["an import of a file that is not there", 'import { x } from "./gone";\nx();', /Could not resolve "\.\/gone"/],
  ["an import of what a file does not export", 'import { y } from "./other";\ny();', /No matching export/],
])("throws for %s", async (_, text, message) => {
  const entry = join(directory, "entry.ts");
  writeFileSync(entry, text);
  writeFileSync(join(directory, "other.ts"), "export const x = 1;");
  await expect(checkStart([entry])).rejects.toThrow(message);
});
