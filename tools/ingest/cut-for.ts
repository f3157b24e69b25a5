import type { CutArgs } from "../../documents/cut/cut-into-passages";
import { countTokens } from "../../embedding/models/count-tokens";
import type { EmbeddingModel } from "../../embedding/models/model";

/** How a run is done where nothing else is asked for. */
export const ingestDefaults = { concurrency: 16, attempts: 8, passageTokens: 400, overlapTokens: 0 } as const;

/** How files are cut for a model, in its tokens as they are estimated. */
export function cutFor(
  { charactersPerToken }: Pick<EmbeddingModel, "charactersPerToken">,
  {
    maxTokens = ingestDefaults.passageTokens,
    overlapTokens = ingestDefaults.overlapTokens,
  }: Partial<Pick<CutArgs, "maxTokens" | "overlapTokens">> = {},
): CutArgs {
  return { maxTokens, overlapTokens, estimate: (text) => countTokens(text, charactersPerToken) };
}
