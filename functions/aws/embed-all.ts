import type { Outcome } from "../../embedding/outcome";
import type { Model } from "./bedrock";
import type { CallContext } from "./call-context";
import { type EmbedArgs, type Embedded, embedTexts } from "./embed-texts";
import { defaultStartTimeMs, type MapArgs, mapWithBackpressure } from "./map-with-backpressure";

/** How any number of texts is embedded. */
export interface EmbedAllArgs
  extends EmbedArgs,
    Pick<MapArgs<string, Embedded>, "concurrency" | "stopsAtError" | "startTimeMs"> {}

/** The embeddings of any number of texts, in their order, with as many in a call as the model takes. Each fails alone. */
export function embedAll(
  texts: readonly string[],
  { concurrency, stopsAtError = false, startTimeMs = defaultStartTimeMs, ...args }: EmbedAllArgs,
  model: Model,
  context: CallContext,
): Promise<Outcome<Embedded>[]> {
  const task = (some: readonly string[]) => embedTexts(some, args, model, context);
  return mapWithBackpressure(
    texts,
    { task, groupSize: model.adapter.textsPerCall, concurrency, stopsAtError, startTimeMs },
    context,
  );
}
