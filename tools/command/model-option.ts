import type { EmbeddingModelId } from "../../embedding/models";
import { invokedModelProblem } from "../../embedding/models/inference-profile";
import { freeText, type Option } from "./arguments";
import { CommandError } from "./command-error";

/** An option whose value is the id of a supported model, or of an inference profile that routes to one. */
export function modelOption<Default extends EmbeddingModelId | undefined>(
  help: string,
  defaultId: Default,
): Option<Default | string> {
  const check = (id: string) => {
    const problem = invokedModelProblem(id);
    if (problem) throw new CommandError(`it ${problem}`);
    return id;
  };
  return freeText(help, { placeholder: "ID", default: defaultId, check });
}
