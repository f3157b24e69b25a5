import type { Truncation } from "../../embedding/models/model";
import type { Outcome } from "../../embedding/outcome";
import { type Embedded, embedTexts } from "../../functions/aws/embed-texts";
import type { AwsAccess } from "./aws/aws-access";
import { AwsCallError } from "./aws/aws-error";
import { failureOf, isTransient } from "./aws/aws-failure";
import { ObjectProblem, type StoredObject } from "./stored-object";

/** What became of objects whose texts were embedded. */
export interface EmbeddedObjects {
  readonly outcomes: ReadonlyMap<StoredObject, Outcome<Embedded>>;
  /** The tokens that the model read for them. */
  readonly inputTokens: number;
}

/** Arguments of {@link embedObjects}. */
export interface EmbedObjectsArgs extends Pick<AwsAccess, "index" | "model" | "modelCalls"> {
  /** Whether a text that is too long for the model is refused, or its end left out. */
  readonly truncate: Truncation;
}

/** Embeds the texts of as many objects as the model takes in a call. Each fails alone. Throws `Interrupted`. */
export async function embedObjects(objects: readonly StoredObject[], args: EmbedObjectsArgs): Promise<EmbeddedObjects> {
  const outcomes = new Map<StoredObject, Outcome<Embedded>>();
  let inputTokens = 0;
  for (const [normalize, some] of Map.groupBy(objects, normalizes)) {
    inputTokens += await embedAlike(some, { ...args, normalize }, outcomes);
  }
  return { outcomes, inputTokens };
}

/** Whether an object's vector is to have unit length: as the one that it replaces. */
export function normalizes({ document }: StoredObject): boolean {
  return document.normalized ?? true;
}

async function embedAlike(
  objects: readonly StoredObject[],
  args: EmbedObjectsArgs & { readonly normalize: boolean },
  outcomes: Map<StoredObject, Outcome<Embedded>>,
): Promise<number> {
  const { index, model, modelCalls, normalize, truncate } = args;
  const options = { dimension: index.dimension, purpose: "document", normalize, truncate } as const;
  let inputTokens = 0;
  let left = objects;
  try {
    await modelCalls.run(async (context) => {
      const texts = left.map(({ document }) => document.text ?? "");
      const embedded = await embedTexts(texts, options, model, context);
      inputTokens += context.modelCalls.inputTokens;
      for (const [position, outcome] of embedded.entries()) {
        const object = left[position];
        if (object) outcomes.set(object, outcome);
      }
      left = left.filter((object) => {
        const error = outcomes.get(object)?.error;
        return error && isTransient(error);
      });
      const [error] = left.flatMap((object) => outcomes.get(object)?.error ?? []);
      if (error) throw error;
    });
  } catch (error) {
    // What is left has its own.
    if (!(error instanceof AwsCallError)) throw error;
  }
  return inputTokens;
}

/**
 * The embedding of an object. Throws {@link ObjectProblem} for a text that the model refuses, an {@link AwsCallError}, or
 * a `CommandError` where the model may not be used, which is no matter of this object.
 */
export function requireEmbedded(
  { etag }: StoredObject,
  outcome: Outcome<Embedded> | undefined,
  { resource }: AwsAccess["modelCalls"],
): Embedded {
  if (outcome?.value) return outcome.value;
  const error = new AwsCallError(outcome?.error, resource);
  const { status } = failureOf(outcome?.error);
  // Also a 400, where the region does not serve the model.
  if (outcome?.error?.code === "model_access_denied") throw error.toCommandError();
  if (status === 400) {
    const fix = outcome?.error?.code === "text_too_long" ? ": split it, or give --truncate end" : "";
    throw new ObjectProblem(`has a text that the model refuses: ${error.message}${fix}`, etag);
  }
  throw error;
}
