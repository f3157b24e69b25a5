import { RunError } from "@pulumi/pulumi/errors";
import type { FastifyInstance } from "fastify";
import { embeddingModels, isEmbeddingModelId } from "../embedding/models/index";
import { localBedrock } from "./bedrock/bedrock";
import { EncoderError } from "./model/encoder";
import { type ModelServer, openaiEncoder, openaiVector } from "./model/openai-encoder";
import { SentencePool } from "./model/sentences/sentence-pool";
import { sentencesEncoder } from "./model/sentences/sentences-encoder";
import type { ModelChoice } from "./model-choice";

/** What answers for Bedrock. */
export interface ServedModel {
  readonly app: FastifyInstance;
  /** What it is, in a sentence or two. */
  readonly description: string;
  /** Begins to load what the first call needs. */
  readonly load: () => void;
  readonly close: () => Promise<void>;
}

/** What is said of the default. */
export const sentencesDescription =
  "The model is a stand-in for Bedrock that knows some English; --model has others, also Bedrock's own.";

/** Arguments of {@link serveModel}. */
export interface ServeModelArgs {
  /** Of the stack, where nothing says another one. */
  readonly region: string;
  /** The ids of the models that the service embeds with. */
  readonly modelIds: readonly string[];
}

/** What is chosen, not listening yet. Throws a `RunError` where it cannot be used. */
export async function serveModel(choice: ModelChoice, args: ServeModelArgs): Promise<ServedModel> {
  switch (choice.type) {
    case "words":
      return standIn({ description: "The model is a stand-in for Bedrock that compares words, whatever they mean." });
    case "sentences":
      return sentences();
    case "server":
      return server(choice);
    case "bedrock":
      return bedrock(args);
  }
}

function standIn({
  app = localBedrock(),
  load = () => {},
  close = async () => {},
  description,
}: Partial<ServedModel> & Pick<ServedModel, "description">): ServedModel {
  return {
    app,
    description,
    load,
    close: async () => {
      await app.close();
      await close();
    },
  };
}

function sentences(): ServedModel {
  const pool = new SentencePool();
  return standIn({
    description: sentencesDescription,
    app: localBedrock({ encoder: sentencesEncoder(pool) }),
    load: () => pool.load(),
    close: () => pool.close(),
  });
}

async function server(model: ModelServer): Promise<ServedModel> {
  try {
    const { length } = await openaiVector(model, "a text");
    const description =
      `The model is ${model.name} at ${model.url}, for whichever of Bedrock's is called: of its ${length} numbers a vector ` +
      "has the first ones where it is shorter, and zeros behind them where it is longer.";
    return standIn({ description, app: localBedrock({ encoder: openaiEncoder(model) }) });
  } catch (error) {
    if (!(error instanceof EncoderError)) throw error;
    throw new RunError(`${error.message}: start it there, or leave out --model`);
  }
}

async function bedrock({ region, modelIds }: ServeModelArgs): Promise<ServedModel> {
  // Only here: its client takes long to load.
  const { realBedrock } = require("./bedrock/real-bedrock") as typeof import("./bedrock/real-bedrock");
  const { app, region: used } = await realBedrock(region);
  return standIn({
    app,
    description: `The model is Amazon Bedrock in ${used}, which charges your account ${prices(modelIds)}.`,
  });
}

/** What a million tokens cost, such as `$0.02 for a million tokens of amazon.titan-embed-text-v2:0`. */
function prices(modelIds: readonly string[]): string {
  return modelIds
    .flatMap((id) => {
      // An inference profile has the id of its model.
      const model = [id, id.replace(/^\w+\./, "")].find(isEmbeddingModelId);
      return model ? [`$${embeddingModels[model].pricePerMillionTokens} for a million tokens of ${id}`] : [];
    })
    .join(", ");
}
