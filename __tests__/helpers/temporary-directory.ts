import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder for this test file, removed after its last test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
