import { type IndexableDocument, toVectorMetadata } from "../../embedding/index/carried-metadata";
import { vectorProblem } from "../../embedding/index/indexing-problems";
import { hasUnitLength } from "../../embedding/unit-length";
import type { Embedded } from "../../functions/aws/embed-texts";
import { estimateTokens } from "../command/token-cost";
import type { AwsAccess } from "./aws-access";
import { AwsCallError } from "./aws-error";
import { embedObjects, requireEmbedded } from "./embed-objects";
import { replaceObject } from "./replace-object";
import {
  indexingProblem,
  needsVector,
  ObjectProblem,
  readObject,
  reembeddingProblem,
  type StoredObject,
} from "./stored-object";

/** What is to become of an object: its vector is put, or a problem reported, or neither where the object is gone. */
export interface Prepared {
  readonly id: string;
  /** What is to be put. */
  readonly document?: IndexableDocument;
  /** The end of a sentence that starts with the object's key. */
  readonly problem?: string;
  /** What of the object its vector does not carry, as {@link toVectorMetadata} says it. */
  readonly leftOut?: readonly string[];
  /** Whether nothing but the caller says which model the vector is of. */
  readonly isTrusted?: boolean;
  /** The version of the object, where it is known. */
  readonly etag?: string | undefined;
  readonly isReembedded?: boolean;
  /** What was, or would be, read by the model for it, or for all that were embedded in one call with it. */
  readonly inputTokens?: number;
}

/** Arguments of {@link VectorPreparation}. */
export interface VectorPreparationArgs {
  readonly access: AwsAccess;
  /** Whether to embed the objects of other models and dimensions anew. */
  readonly reembed: boolean;
  /** Whether a text that is too long for the model is refused, or its end left out. */
  readonly truncate: "none" | "end";
  /** The model that the vectors are of where the objects do not say; undefined to leave them out. */
  readonly assumedModel: string | undefined;
  /** Whether to change nothing. */
  readonly dryRun: boolean;
}

/** So many objects in a row that AWS does not serve are no matter of the objects. */
const maxFailuresInARow = 20;

/** How often an object is written that others write meanwhile. */
const maxWrites = 3;

/** Reads objects and makes vectors of them. */
export class VectorPreparation {
  private failuresInARow = 0;

  constructor(private readonly args: VectorPreparationArgs) {}

  /** How many objects are best prepared together. */
  get groupSize(): number {
    return this.args.reembed ? this.args.access.model.adapter.textsPerCall : 1;
  }

  /** The vectors of objects. Throws a `CommandError` where there is no sense in going on to the next, or `Interrupted`. */
  async prepare(ids: readonly string[]): Promise<Prepared[]> {
    const done = new Map<string, Prepared>();
    const toEmbed: StoredObject[] = [];
    await this.each(ids, done, async (id) => {
      const stored = await this.read(id);
      if (!stored) return { id };
      if (!this.isToEmbed(stored)) return this.prepared(stored);
      requireEmbeddable(stored);
      if (this.args.dryRun) return wouldReembed(stored);
      toEmbed.push(stored);
      return undefined;
    });
    const inputTokens = await this.reembed(toEmbed, done);
    const [first, ...others] = ids.map((id) => done.get(id) ?? { id });
    if (!first) return [];
    return inputTokens > 0 ? [{ ...first, inputTokens }, ...others] : [first, ...others];
  }

  /** About how many tokens the model will read for an object. Throws `Interrupted`. */
  async estimate(id: string): Promise<number> {
    try {
      const stored = await this.read(id);
      const isEmbedded = stored && this.isToEmbed(stored) && !reembeddingProblem(stored.document);
      return isEmbedded ? estimateTokens(stored.document.text ?? "") : 0;
    } catch (error) {
      if (error instanceof ObjectProblem || error instanceof AwsCallError) return 0;
      throw error;
    }
  }

  /** An object, which is of the assumed model where it does not say of which. */
  private async read(id: string): Promise<(StoredObject & { readonly isTrusted: boolean }) | undefined> {
    const { access, assumedModel } = this.args;
    const stored = await readObject(id, access);
    if (!stored) return undefined;
    const { document } = stored;
    const isTrusted = document.model === undefined && document.embedding !== undefined && assumedModel !== undefined;
    return isTrusted
      ? { ...stored, isTrusted, document: { ...document, model: assumedModel } }
      : { ...stored, isTrusted };
  }

  private isToEmbed({ document }: StoredObject): boolean {
    return this.args.reembed && needsVector(document, this.args.access.index);
  }

  /** An object whose vector the index holds as it is. Throws {@link ObjectProblem} where it does not. */
  private prepared({ document, etag, isTrusted = false }: StoredObject & { readonly isTrusted?: boolean }): Prepared {
    const { id, embedding } = document;
    const problem = indexingProblem(document, this.args.access.index);
    if (problem !== undefined || embedding === undefined) throw new ObjectProblem(problem ?? "has no vector", etag);
    const indexable = { ...document, embedding };
    return { id, document: indexable, leftOut: toVectorMetadata(indexable).leftOut, etag, isTrusted };
  }

  /**
   * Embeds the texts of objects with the index's model and stores the results in their place, unless others have written
   * one since it was read: then that is read and, where needed, embedded. Returns the tokens that the model read.
   */
  private async reembed(objects: readonly StoredObject[], done: Map<string, Prepared>): Promise<number> {
    const { access, truncate } = this.args;
    let inputTokens = 0;
    let left = new Map(objects.map((stored) => [stored.document.id, stored]));
    for (let writes = 0; left.size > 0 && writes < maxWrites; writes++) {
      const embedded = await embedObjects([...left.values()], { ...access, truncate });
      inputTokens += embedded.inputTokens;
      const again = new Map<string, StoredObject>();
      await this.each([...left.keys()], done, async (id) => {
        const stored = left.get(id) as StoredObject;
        const written = await this.replace(
          stored,
          requireEmbedded(stored, embedded.outcomes.get(stored), access.modelCalls),
        );
        if (written) return { ...this.prepared(written), isReembedded: true, isTrusted: false };
        const current = await this.read(id);
        if (!current) return { id };
        if (!needsVector(current.document, access.index)) return this.prepared(current);
        requireEmbeddable(current);
        again.set(id, current);
        return undefined;
      });
      left = again;
    }
    for (const id of left.keys()) done.set(id, { id, problem: "was stored by others each time that it was embedded" });
    return inputTokens;
  }

  private replace(
    stored: StoredObject,
    { vector, inputTokens, truncated }: Embedded,
  ): Promise<StoredObject | undefined> {
    const { access } = this.args;
    const unfit = vectorProblem(vector);
    if (unfit) throw new ObjectProblem(`was embedded to a vector that ${unfit}`, stored.etag);
    const fields = {
      embedding: vector,
      dimension: access.index.dimension,
      model: access.model.id,
      input_type: "document",
      input_token_count: inputTokens ?? null,
      truncated,
      normalized: hasUnitLength(vector),
    } as const;
    return replaceObject(stored, fields, access);
  }

  /** Does something for each object at a time, and notes what comes of it or what keeps it from that. */
  private async each(
    ids: readonly string[],
    done: Map<string, Prepared>,
    task: (id: string) => Promise<Prepared | undefined>,
  ): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        try {
          const prepared = await task(id);
          if (!prepared) return;
          done.set(id, prepared);
          this.failuresInARow = 0;
        } catch (error) {
          done.set(id, this.problemOf(id, error));
        }
      }),
    );
  }

  private problemOf(id: string, error: unknown): Prepared {
    if (error instanceof ObjectProblem) return { id, problem: error.message, etag: error.etag };
    if (!(error instanceof AwsCallError)) throw error;
    this.failuresInARow += 1;
    if (this.failuresInARow >= maxFailuresInARow) throw error.toCommandError();
    return { id, problem: `could not be read or embedded: ${error.message}` };
  }
}

function requireEmbeddable({ document, etag }: StoredObject): void {
  const problem = reembeddingProblem(document);
  if (problem) throw new ObjectProblem(problem, etag);
}

function wouldReembed({ document: { id, text = "", input_token_count }, etag }: StoredObject): Prepared {
  return { id, etag, isReembedded: true, inputTokens: input_token_count ?? estimateTokens(text) };
}
