import { withoutApiKeys } from "../../common/api-key";
import type { DescribedCause } from "../../functions/http/describe-cause";
import { indented, printableText } from "../../tools/command/printable";
import { painter } from "./colours";
import { requestLine } from "./request-line";
import { parseRequestLog, type RequestLog } from "./request-log";
import type { ServedRequest } from "./served-request";

/** How requests are reported: a line of text each, the functions' own lines of JSON, or not at all. */
export type ReportFormat = "text" | "json" | "quiet";

/** Arguments of {@link requestReport}. */
export interface RequestReportArgs {
  readonly format: ReportFormat;
  readonly colours: boolean;
  readonly write: (text: string) => void;
  /**
   * A stack of a function with the positions in its sources.
   * @default the stack as it is
   */
  readonly sourceStack?: (stack: string) => Promise<string>;
  /** @default the system's clock */
  readonly now?: () => Date;
}

/** What reports each request that the local API has answered, without the keys that were sent in its address. */
export function requestReport(args: RequestReportArgs): (request: ServedRequest) => void {
  switch (args.format) {
    case "text":
      return (request) => reportText(withoutKeys(request), args);
    case "json":
      return (request) => reportJson(withoutKeys(request), args);
    case "quiet":
      return () => {};
  }
}

function withoutKeys(request: ServedRequest): ServedRequest {
  const { url, reason } = request;
  return { ...request, url: withoutApiKeys(url), reason: reason && withoutApiKeys(reason) };
}

function reportText(request: ServedRequest, args: RequestReportArgs): void {
  const { colours, write, sourceStack = asItIs, now = () => new Date() } = args;
  const paint = painter(colours);
  const log = parseRequestLog(request.log);
  const line = requestLine(request, log, now(), paint);
  // The reason says what was thrown.
  const stack = request.stack?.replace(/^.*?(?=^(?: +at |Caused by: ))/ms, "") ?? causeOf(log);
  if (stack === undefined) {
    write(`${line}\n`);
    return;
  }
  // Line and stack at once, for others are written meanwhile; indented, so that none of what was thrown passes for the
  // line of another request.
  const writeAll = (text: string) => write(`${line}\n${paint("dim", indented(printableText(text)))}\n`);
  sourceStack(stack).then(writeAll, () => writeAll(stack));
}

/** What a function says in its log of why it failed, as a stack, with what caused it below. */
function causeOf({ cause }: RequestLog): string | undefined {
  return cause && stackOf(cause);
}

function stackOf({ name, code, message, stack, cause, errors = [] }: DescribedCause): string {
  const said = message || code;
  const below = [cause ?? [], errors].flat().map((error) => `Caused by: ${stackOf(error)}`);
  return [`${name}${said ? `: ${said}` : ""}`, stack, ...below].filter(Boolean).join("\n");
}

/** The function's line as it is, and one of the same form for what the gateway answered in its place. */
function reportJson({ log, method, url, status, durationMs, reason, stack }: ServedRequest, args: RequestReportArgs) {
  const { write } = args;
  if (log !== undefined) write(log);
  if (reason === undefined) return;
  const level = status >= 500 ? "error" : "info";
  const latency_ms = Math.round(durationMs * 100) / 100;
  write(`${JSON.stringify({ level, message: "refused", method, url, status, latency_ms, reason, stack })}\n`);
}

async function asItIs(stack: string): Promise<string> {
  return stack;
}
