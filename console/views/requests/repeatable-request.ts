import type { ConsoleRequest } from "../../api/console-client";
import type { RequestDetail } from "../../requests/recorded-request";

/** A recorded request as the console can send it again, or why it cannot. */
export type Repeatable = { readonly request: ConsoleRequest } | { readonly problem: string };

const methods = ["GET", "POST", "PATCH", "DELETE"] as const;

/** Whether a request can be sent again as it was. */
export function repeatableRequest({
  method: sent,
  path,
  hasSecrets,
  isForgotten,
  requestBody,
}: RequestDetail): Repeatable {
  const method = methods.find((one) => one === sent);
  if (!method) return { problem: `The console does not send ${sent}.` };
  if (hasSecrets || requestBody?.hasSecrets) return { problem: "A secret was left out of it." };
  if (isForgotten && (method === "POST" || method === "PATCH"))
    return { problem: "Its body made room for later ones." };
  if (!requestBody) return { request: { method, path } };
  if (requestBody.isCut) return { problem: "Only the beginning of its body was kept." };
  try {
    return { request: { method, path, body: JSON.parse(requestBody.text ?? "") } };
  } catch {
    return { problem: "Its body is no JSON, which is what the console sends." };
  }
}
