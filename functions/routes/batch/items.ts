import { invalidRequest } from "../../../embedding/errors";
import { metadataProblem } from "../../../embedding/index/indexing-problems";
import type { Truncation } from "../../../embedding/models/model";
import { type Outcome, settle } from "../../../embedding/outcome";
import type { Model } from "../../aws/bedrock";
import type { Problems } from "../../fields/check-together";
import { storedProblems } from "../../fields/storing-fields";
import { textLengthProblem } from "../../fields/text-lengths";
import { validate } from "../../http/validation";
import { type BatchItem, batchItem } from "./request";

/** What is done with the items of a batch. */
interface ItemArgs {
  readonly stores: boolean;
  /** Whether what is stored is indexed. */
  readonly indexes: boolean;
  readonly truncate: Truncation;
  readonly model: Pick<Model, "adapter">;
}

/** The items of a batch as they are to be embedded and stored. Each that is invalid has an error that names its fields. */
export async function readItems(items: readonly unknown[], args: ItemArgs): Promise<Outcome<BatchItem>[]> {
  const read = await Promise.all(
    items.map((value, index) =>
      settle(async () => {
        const item = validate(batchItem, value, "body", ["items", index]);
        requireNone(index, itemProblems(item, args));
        return item;
      }),
    ),
  );
  return args.stores ? withoutRepeatedIds(read) : read;
}

/** What is wrong with an item beside its types, if anything. */
function itemProblems(item: BatchItem, { stores, indexes, truncate, model }: ItemArgs): Problems {
  return {
    ...storedProblems(stores, item),
    text: textLengthProblem(item.text, truncate, model.adapter),
    metadata: stores && indexes ? metadataProblem(item) : undefined,
  };
}

/** Of items that are to be stored under the same id, only the first. */
function withoutRepeatedIds(items: readonly Outcome<BatchItem>[]): Outcome<BatchItem>[] {
  const firstIndexes = new Map<string, number>();
  return items.map((outcome, index) => {
    const { embedding_id: id } = outcome.value ?? {};
    if (id === undefined) return outcome;
    const first = firstIndexes.get(id);
    if (first !== undefined) return { error: invalidItem(index, { embedding_id: `is the id of items.${first} too` }) };
    firstIndexes.set(id, index);
    return outcome;
  });
}

function requireNone(index: number, problems: Problems): void {
  if (Object.values(problems).some((message) => message !== undefined)) throw invalidItem(index, problems);
}

function invalidItem(index: number, problems: Problems) {
  return invalidRequest(
    Object.entries(problems).flatMap(([field, message]) =>
      message === undefined ? [] : [{ field: `items.${index}.${field}`, message }],
    ),
  );
}
