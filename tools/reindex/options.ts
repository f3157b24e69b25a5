import { defaultEmbeddingModelId, type EmbeddingModelId } from "../../embedding/models";
import { type InvokedModel, invokedModel } from "../../embedding/models/inference-profile";
import { type Command, flag, freeText, integer, type OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { modelOption } from "../command/model-option";
import { truncateOption } from "../command/truncate-option";
import { type IndexName, parseIndexName } from "./aws/index-name";

const options = {
  bucket: freeText("the bucket with the embeddings", { placeholder: "NAME", default: undefined, check: checkedBucket }),
  index: freeText("the vector index, by its ARN or as VECTORBUCKET/INDEX", {
    placeholder: "ARN|NAME",
    default: undefined,
    check: (name) => parseIndexName(name) && name,
  }),
  model: modelOption("the model whose vectors the index holds, or an inference profile to it", defaultEmbeddingModelId),
  "assume-model": modelOption(
    "take vectors whose objects do not say which model they are of for this one's",
    undefined,
  ),
  reembed: flag("compute and store the vectors of all others anew, also of those that were computed elsewhere"),
  truncate: truncateOption,
  concurrency: integer("objects at a time", { min: 1, max: 256, default: 16 }),
  retries: integer("how often a call that fails is repeated, at growing intervals of up to 20 s", {
    min: 0,
    max: 100,
    default: 8,
  }),
  "allow-empty": flag("delete vectors also where they are all or most of the index"),
  "dry-run": flag("say what it would do, and change nothing"),
  local: flag("use the deployment of npm start, without credentials; its data are in .local, or LOCAL_DATA_DIR"),
  restart: flag("begin anew, not where an earlier run ended"),
};

/** `npm run reindex`. */
export const reindexCommand = {
  name: "npm run reindex --",
  description:
    "Rebuilds a vector index from the embeddings in a bucket: puts the vector of each, and deletes those whose embedding is\n" +
    "gone. It uses your AWS credentials and region, or with --local the deployment of npm start.",
  options,
  notes: [
    "What is done is remembered in .reindex/ until all is (REINDEX_DIR names another folder): run it again to go on.",
    "Exit status: 0, all embeddings are in the index; 1, those that are listed are not; 2, it could not go on; 130, interrupted.",
  ],
} satisfies Command<typeof options>;

/** The options of `npm run reindex`, complete. */
export type ReindexOptions = Omit<OptionValues<typeof options>, "bucket" | "index" | "model" | "assume-model"> & {
  readonly bucket: string;
  readonly index: IndexName;
  readonly model: InvokedModel;
  /** The model that vectors are of where their objects do not say; undefined to leave them out. */
  readonly assumedModel: EmbeddingModelId | undefined;
};

/** Throws a {@link CommandError} where an option is missing. */
export function completeReindexOptions({ bucket, index, ...others }: OptionValues<typeof options>): ReindexOptions {
  if (bucket === undefined) {
    throw new CommandError("There is no bucket to read: add --bucket NAME, one of the output s3VectorBucketIds");
  }
  if (index === undefined) {
    throw new CommandError("There is no index to rebuild: add --index ARN, one of the output vectorIndexArns");
  }
  const { model: invoked, "assume-model": assumed, ...rest } = others;
  const model = invokedModel(invoked);
  const assumedModel = assumed === undefined ? undefined : invokedModel(assumed).modelId;
  if (assumedModel !== undefined && assumedModel !== model.modelId) {
    throw new CommandError(
      `--assume-model is ${assumedModel}, and the index is of ${model.modelId}, which no other model's vectors belong in: ` +
        "set --model to the index's model, or add --reembed in place of --assume-model",
    );
  }
  return { ...rest, bucket, index: parseIndexName(index), model, assumedModel };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkedBucket(name: string): string {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return name;
  throw new CommandError("set it to a bucket's name: 3 to 63 lower-case letters, digits, . and -");
}
