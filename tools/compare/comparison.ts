import { cosine } from "../../embedding/similarity";
import { lengthOf } from "../../embedding/unit-length";
import { CommandError } from "../command/command-error";
import { number } from "../command/number";
import { type Embedder, embed, type ModelVector, type Wanted } from "./embedder";

/** What two services make of a text. */
export interface Comparison {
  readonly text: string;
  /** From -1 to 1: 1 is the same direction. */
  readonly cosine: number;
  /** What each says that its vector is of. */
  readonly models: Pair<string>;
  /** How long each vector is in its space. */
  readonly magnitudes: Pair<number>;
}

/** Of this service, and of the other. */
export interface Pair<Value> {
  readonly here: Value;
  readonly there: Value;
}

/** Compares what two services make of a text. Throws a {@link CommandError} where one does not embed it, or not as long. */
export async function compareText(text: string, services: Pair<Embedder>, wanted: Wanted): Promise<Comparison> {
  const there = await embed(services.there, text, wanted);
  const here = await embed(services.here, text, wanted);
  requireSameLength({ here, there }, wanted);
  return {
    text,
    cosine: cosine(here.vector, there.vector),
    models: { here: here.model, there: there.model },
    magnitudes: { here: lengthOf(here.vector), there: lengthOf(there.vector) },
  };
}

function requireSameLength({ here, there }: Pair<ModelVector>, { dimensions }: Wanted): void {
  if (here.vector.length === there.vector.length) return;
  const described = ({ model, vector }: ModelVector) => `${number(vector.length)} numbers of ${model}`;
  throw new CommandError(
    `This service answers ${described(here)}, the other ${described(there)}, which do not compare: ${fixOf()}`,
  );

  function fixOf(): string {
    if (dimensions !== undefined) return "leave out --dimensions, which one of them does not heed";
    if (here.model !== there.model) return "set --model to what both call the same model";
    return "ask both for one length, by --dimensions";
  }
}
