import type { ConsoleRequest } from "../../api/console-client";
import type { RequestDetail } from "../../requests/recorded-request";

/** A recorded request as the console can send it again, or why it cannot. */
export type Repeatable = { readonly request: ConsoleRequest } | { readonly problem: string };

const methods = ["GET", "HEAD", "POST", "PATCH", "DELETE"] as const;

/** Whether a request can be sent again as it was. */
export function repeatableRequest(detail: RequestDetail): Repeatable {
  const { path, hasSecrets, isForgotten, requestBody } = detail;
  const method = methods.find((one) => one === detail.method);
  if (!method) return { problem: `The console does not send ${detail.method}.` };
  if (!path.startsWith("/")) return { problem: `It is for ${path}, and the console asks this API alone.` };
  if (hasSecrets || requestBody?.hasSecrets) return { problem: "A secret was left out of it." };
  if (isForgotten && (method === "POST" || method === "PATCH"))
    return { problem: "Its body made room for later ones." };
  const headers = conditions(detail);
  if (!requestBody) return { request: { method, path, ...headers } };
  if (method === "GET" || method === "HEAD") return { problem: `A browser sends no body with ${method}.` };
  if (requestBody.isCut) return { problem: "Only the beginning of its body was kept." };
  try {
    const body: unknown = JSON.parse(requestBody.text ?? "");
    // What is nested too deep can be read, and not written.
    JSON.stringify(body);
    return { request: { method, path, body, ...headers } };
  } catch {
    return { problem: "Its body is no JSON that the console can send." };
  }
}

/** The headers that say when a request is to do something: without them another one would replace what is stored. */
function conditions({ requestHeaders = {} }: RequestDetail): Pick<ConsoleRequest, "headers"> {
  const own = Object.entries(requestHeaders).filter(([name]) => /^if-/i.test(name));
  return own.length > 0 ? { headers: Object.fromEntries(own) } : {};
}
