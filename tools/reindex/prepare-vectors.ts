import { hasExpired } from "../../embedding/expiry";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import type { EmbeddingModel } from "../../embedding/models/model";
import { AwsCallError } from "./aws/aws-error";
import { type Prepared, toPrepared } from "./prepared";
import { type ReembedObjectsArgs, reembedObjects } from "./reembed-objects";
import { needsVector, ObjectProblem, readObject, requireText, type StoredObject } from "./stored-object";

/** Arguments of {@link VectorPreparation}. */
export interface VectorPreparationArgs extends Omit<ReembedObjectsArgs, "forEach"> {
  /** Whether to embed the objects of other models and dimensions anew. */
  readonly reembed: boolean;
  /** Whether to change nothing. */
  readonly dryRun: boolean;
}

/** So many objects in a row that AWS does not serve are no matter of the objects. */
const maxFailuresInARow = 20;

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
    const { access, dryRun } = this.args;
    const done = new Map<string, Prepared>();
    const toEmbed: StoredObject[] = [];
    await this.forEach(
      ids,
      (id) => id,
      done,
      async (id) => {
        const stored = await readObject(id, this.args);
        if (!stored) return { id };
        if (isExpired(stored)) return { id, etag: stored.etag, isExpired: true };
        if (!this.isToEmbed(stored)) return toPrepared(stored, access.index);
        requireText(stored);
        if (dryRun) return wouldReembed(stored, access.model.adapter);
        toEmbed.push(stored);
        return undefined;
      },
    );
    const inputTokens = await reembedObjects(toEmbed, {
      ...this.args,
      forEach: (objects, task) => this.forEach(objects, ({ document }) => document.id, done, task),
    });
    const [first, ...others] = ids.map((id) => done.get(id) ?? { id });
    if (!first) return [];
    return inputTokens > 0 ? [{ ...first, inputTokens }, ...others] : [first, ...others];
  }

  /** About how many tokens the model will read for an object. Throws `Interrupted`. */
  async estimate(id: string): Promise<number> {
    try {
      const stored = await readObject(id, this.args);
      return stored && !isExpired(stored) && this.isToEmbed(stored)
        ? estimateTokens(requireText(stored), this.args.access.model.adapter)
        : 0;
    } catch (error) {
      if (error instanceof ObjectProblem || error instanceof AwsCallError) return 0;
      throw error;
    }
  }

  private isToEmbed({ document }: StoredObject): boolean {
    return this.args.reembed && needsVector(document, this.args.access.index);
  }

  private async forEach<Item>(
    items: readonly Item[],
    idOf: (item: Item) => string,
    done: Map<string, Prepared>,
    task: (item: Item) => Promise<Prepared | undefined>,
  ): Promise<void> {
    const prepare = async (item: Item): Promise<void> => {
      try {
        const prepared = await task(item);
        if (!prepared) return;
        done.set(idOf(item), prepared);
        this.failuresInARow = 0;
      } catch (error) {
        done.set(idOf(item), this.problemOf(idOf(item), error));
      }
    };
    await Promise.all(items.map(prepare));
  }

  private problemOf(id: string, error: unknown): Prepared {
    if (error instanceof ObjectProblem) return { id, problem: error.message, etag: error.etag };
    if (!(error instanceof AwsCallError)) throw error;
    this.failuresInARow += 1;
    if (this.failuresInARow >= maxFailuresInARow) throw error.toCommandError();
    return { id, problem: `could not be read or embedded: ${error.message}` };
  }
}

function isExpired({ document }: StoredObject): boolean {
  return hasExpired(document, new Date());
}

function wouldReembed({ document: { id, text = "" }, etag }: StoredObject, model: EmbeddingModel): Prepared {
  return { id, etag, isReembedded: true, inputTokens: estimateTokens(text, model) };
}
