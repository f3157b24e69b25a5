import { invalidRequest } from "../../embedding/errors";
import { type RerankerId, rerankers } from "../../embedding/ranking/rerankers";
import type { CalledReranker } from "../aws/rerank";
import { invoked } from "./bedrock";

/** The rerankers that a search may ask for, the one that it means without a name first. */
const rerankModels: readonly RerankerId[] = JSON.parse(process.env["RERANK_MODELS"] ?? "[]");

/** The reranker that is meant without a name; undefined where the service may use none. */
export const firstReranker = rerankModels[0] && calledReranker(rerankModels[0]);

/** The reranker that a request names, or the first. Throws 422 where the service may not use it, or any. */
export function resolveReranker(name: string | undefined): CalledReranker {
  const id = rerankModels.find((model) => model === (name ?? model));
  if (id) return calledReranker(id);
  const message =
    rerankModels.length === 0
      ? "is off, for the bootstrap's rerankModels allows no model"
      : `has no model ${JSON.stringify(name)}: use one of ${rerankModels.join(", ")}`;
  throw invalidRequest([{ field: "rerank", message }]);
}

function calledReranker(id: RerankerId): CalledReranker {
  return { id, reranker: rerankers[id], invokedId: id, invoke: invoked(id) };
}
