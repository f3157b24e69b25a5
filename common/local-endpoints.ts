import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./caught-error";

/** Where the services of a local deployment are, which need no credentials. */
export interface LocalEndpoints {
  readonly s3: string;
  readonly vectors: string;
  readonly bedrock: string;
  readonly region: string;
}

/** The file that says so in the folder of a deployment's data, from when it serves until it ends. */
const fileIn = (dataDirectory: string) => join(dataDirectory, "endpoints.json");

/** Says where the services of a deployment are, until `close` is called. */
export function publishLocalEndpoints(dataDirectory: string, endpoints: LocalEndpoints): { close(): void } {
  const path = fileIn(dataDirectory);
  writeFileSync(path, `${JSON.stringify(endpoints, null, 2)}\n`);
  return { close: () => rmSync(path, { force: true }) };
}

/** Where the services of a deployment are; undefined where none has said so, which may have been killed since. */
export function readLocalEndpoints(dataDirectory: string): LocalEndpoints | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDirectory), "utf8"));
  } catch (error) {
    // A deployment that was killed as it began may have left half of the file.
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
