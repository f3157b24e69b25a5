import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Request } from "./signed-request";

/** Runs commands as a user would paste them; returns the JSON of each answer. */
export async function paste(commands: string, env: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
  const script = commands.replaceAll("curl ", "curl --silent --write-out '\\n' ");
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { env: { ...process.env, ...env } });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** The status, the body and the challenge that answer a request. */
export async function answerTo({ url, ...init }: Request) {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text(), challenge: response.headers.get("www-authenticate") };
}

/** The status and the JSON body that answer a request. */
export async function send(request: Request): Promise<[number, Record<string, unknown>]> {
  const { status, text } = await answerTo(request);
  return [status, JSON.parse(text)];
}

/** A request without a body. */
export const get = (url: string): Request => ({ url, method: "GET", headers: {} });
/** A request with a JSON body. */
export const post = (url: string, body: object): Request => ({
  url,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
