import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ShortageReport, shortageOf } from "../../local/shortage";

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

/** What SQLite throws where a database may not grow. */
function fullDatabase(): unknown {
  const database = new DatabaseSync(join(mkdtempSync(join(tmpdir(), "full-")), "full.db"));
  database.exec("CREATE TABLE t (a BLOB); PRAGMA max_page_count = 2");
  try {
    database.exec("INSERT INTO t VALUES (zeroblob(100000))");
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
  return undefined;
}

test.each<[unknown, string | undefined]>([
  [withCode("ENOSPC"), "disk"],
  [withCode("EDQUOT"), "disk"],
  [withCode("EFBIG"), "disk"],
  [fullDatabase(), "disk"],
  [withCode("ESTALE"), "data"],
  [withCode("EMFILE"), "files"],
  [withCode("ENFILE"), "files"],
  [withCode("ERR_WORKER_INIT_FAILED", "Worker initialization failure: EMFILE"), "files"],
  [new Error("failed", { cause: withCode("EMFILE") }), "files"],
  [withCode("ERR_WORKER_INIT_FAILED", "Worker initialization failure: EINVAL"), undefined],
  [withCode("ENOENT"), undefined],
  [new Error("no space left on device"), undefined],
  ["ENOSPC", undefined],
  [null, undefined],
])("knows of %s that it is a shortage of %s", (error, shortage) => {
  expect(shortageOf(error)).toBe(shortage);
});

test("says each shortage once until it is over", () => {
  const said = jest.spyOn(console, "error").mockImplementation(() => {});
  const report = new ShortageReport();
  expect([report.says(withCode("ENOSPC"), "/data"), report.says(withCode("ENOSPC"), "/data")]).toEqual([true, true]);
  expect(report.says(withCode("ENOENT"), "/data")).toBe(false);
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^error: The disk is full, .* at \/data: make room there/)]]);
  report.over();
  report.says(withCode("ENOSPC"), "/data");
  expect(said).toHaveBeenCalledTimes(2);
});
