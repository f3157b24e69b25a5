import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { madeOnce } from "../run/made-once";

const projectDirectory = join(__dirname, "../../..");

/** The folder of the functions as they would be uploaded, each in a folder of its route's name; they are packed once for a run of the tests. */
export function packedFunctions(): Promise<string> {
  return madeOnce("functions", (directory) =>
    promisify(execFile)(process.execPath, ["common/run-typescript.cjs", "local/lambda/package.ts", directory], {
      cwd: projectDirectory,
    }),
  );
}
