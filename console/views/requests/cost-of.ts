import type { RequestCost } from "../../requests/recorded-request";

/** All of what a request would cost, in US dollars. */
export function costOf({ request = 0, model = 0, rerank = 0, storage = 0, index = 0 }: RequestCost): number {
  return request + model + rerank + storage + index;
}
