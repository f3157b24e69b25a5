import document from "../../../openapi.json";
import { at, DocumentSchema, type Json, resolve } from "./document-schema";

/** A response to validate. */
export interface ReceivedResponse {
  readonly method: string;
  /** The request's path, without the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers | Readonly<Record<string, unknown>>;
  /** The text, or what was parsed from it. */
  readonly body: unknown;
}

/** Throws where the response is not one that openapi.json describes for this request. */
export function validateResponse({ method, path, status, headers, body }: ReceivedResponse): void {
  const fail = (reason: string): never => {
    throw new Error(`${method} ${path} was answered ${status}, and by openapi.json ${reason}`);
  };
  const template = templateOf(method, path) ?? fail("there is no such operation");
  const operation = ["paths", template, method.toLowerCase()];
  const pointer = resolve([...operation, "responses", String(status)]);
  const response = at(pointer) ?? fail(`the statuses are ${Object.keys(at([...operation, "responses"]) ?? {})}`);

  const received = new Headers(headers as Record<string, string>);
  for (const name of Object.keys((response["headers"] ?? {}) as Json)) {
    const header = resolve([...pointer, "headers", name]);
    const value = received.get(name);
    if (value === null) at(header)?.["required"] && fail(`has the header ${name}`);
    else check([...header, "schema"], value, (errors) => fail(`the header ${name} is invalid: ${errors}`));
  }

  const content = (response["content"] ?? {}) as Json;
  const contentType = received.get("content-type")?.split(";", 1)[0] ?? "";
  if (Object.keys(content).length === 0) {
    if (body) fail("there is no body");
  } else if (!(contentType in content)) {
    fail(`the content type is ${Object.keys(content)}, not ${JSON.stringify(contentType)}`);
  } else {
    const value = /json$/.test(contentType) && typeof body === "string" ? parse(body, fail) : body;
    check([...pointer, "content", contentType, "schema"], value, (errors) => fail(`the body is invalid: ${errors}`));
  }
}

/** `fetch`, whose responses are validated before they are returned. */
export async function fetchValidated(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, init);
  validateResponse({
    method: init?.method ?? (input instanceof Request ? input.method : "GET"),
    path: new URL(response.url).pathname,
    status: response.status,
    headers: response.headers,
    body: await response.clone().text(),
  });
  return response;
}

/** The path in the document that a request's path is routed by: itself, or else one with parameters. */
function templateOf(method: string, path: string): string | undefined {
  const templates = Object.entries(document.paths).flatMap(([template, item]) =>
    method.toLowerCase() in item ? [template] : [],
  );
  return (
    templates.find((template) => template === path) ?? templates.find((template) => pathPattern(template).test(path))
  );
}

function pathPattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);
}

function parse(body: string, fail: (reason: string) => never): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return fail("the body is JSON");
  }
}

/** Calls `fail` where the value is not what the schema says that stands at the end of this path. */
function check(keys: readonly string[], value: unknown, fail: (errors: string) => void): void {
  const problem = new DocumentSchema(keys).problem(value);
  if (problem) fail(problem);
}
