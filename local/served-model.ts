import { RunError } from "@pulumi/pulumi/errors";
import type { FastifyInstance } from "fastify";
import { pricePerMillionTokens } from "../embedding/models/price-per-million-tokens";
import { localBedrock } from "./bedrock/bedrock";
import { EncoderError } from "./model/encoder";
import { type ModelServer, openaiEncoder, openaiVector } from "./model/openai-encoder";
import { SentencePool } from "./model/sentences/sentence-pool";
import { sentencesEncoder } from "./model/sentences/sentences-encoder";
import { wordsEncoder } from "./model/words-encoder";
import { choiceName, type ModelChoice } from "./model-choice";

/** What answers for Bedrock. */
export interface ServedModel {
  readonly app: FastifyInstance;
  readonly name: string;
  /** What it is, in a sentence or two. */
  readonly description: string;
  /** Begins to load what the first call needs. */
  readonly load: () => void;
  readonly close: () => Promise<void>;
}

/** Arguments of {@link serveModel}. */
export interface ServeModelArgs {
  /** Of the stack, where nothing says another one. */
  readonly region: string;
  /** The ids of the models that the service embeds with. */
  readonly modelIds: readonly string[];
}

/** What is chosen, not listening yet. Throws a `RunError` where it cannot be used. */
export async function serveModel(choice: ModelChoice, args: ServeModelArgs): Promise<ServedModel> {
  const { app, description, pool } = await opened(choice, args);
  return {
    app,
    name: choiceName(choice),
    description,
    load: () => pool?.load(),
    close: async () => {
      await app.close();
      await pool?.close();
    },
  };
}

/** What is said of the default. */
export const sentencesDescription =
  "The model is a stand-in for Bedrock that knows some English; --model has others, also Bedrock's own.";

interface OpenedModel extends Pick<ServedModel, "app" | "description"> {
  readonly pool?: SentencePool;
}

function opened(choice: ModelChoice, args: ServeModelArgs): OpenedModel | Promise<OpenedModel> {
  switch (choice.type) {
    case "sentences": {
      const pool = new SentencePool();
      return { app: localBedrock({ encoder: sentencesEncoder(pool) }), description: sentencesDescription, pool };
    }
    case "words":
      return {
        app: localBedrock({ encoder: wordsEncoder }),
        description: "The model is a stand-in for Bedrock that compares words, whatever they mean.",
      };
    case "server":
      return openedServer(choice);
    case "bedrock":
      return openedBedrock(args);
  }
}

async function openedServer(model: ModelServer): Promise<OpenedModel> {
  try {
    const { length } = await openaiVector(model, "a text");
    const description =
      `The model is ${model.name} at ${model.url}, for whichever of Bedrock's is called: of its ${length} numbers a vector ` +
      "has the first ones where it is shorter, and zeros behind them where it is longer.";
    return { app: localBedrock({ encoder: openaiEncoder(model) }), description };
  } catch (error) {
    if (!(error instanceof EncoderError)) throw error;
    throw new RunError(`${error.message}: start it there, or leave out --model`);
  }
}

async function openedBedrock({ region, modelIds }: ServeModelArgs): Promise<OpenedModel> {
  // Only here: its client takes long to load.
  const { realBedrock } = require("./bedrock/real-bedrock") as typeof import("./bedrock/real-bedrock");
  const { app, region: used } = await realBedrock(region);
  return {
    app,
    description: `The model is Amazon Bedrock in ${used}, which charges your account ${prices(modelIds)}.`,
  };
}

/** What a million tokens cost, such as `$0.02 for a million tokens of amazon.titan-embed-text-v2:0`. */
function prices(modelIds: readonly string[]): string {
  return modelIds
    .flatMap((id) => {
      const price = pricePerMillionTokens(id);
      return price === undefined ? [] : [`$${price} for a million tokens of ${id}`];
    })
    .join(", ");
}
