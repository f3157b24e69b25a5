import { findFiles } from "../../../documents/files/find-files";
import type { Passage } from "../../../documents/passage";
import { readPassages } from "../../../documents/read-passages";
import { countTitanTokens } from "./count-titan-tokens";

/** The short passages of the documents below a folder, whatever else it holds. */
export async function* passagesBelow(path: string, include?: readonly string[]): AsyncGenerator<Passage> {
  const leaveOut = () => undefined;
  const files = await findFiles([path], { leaveOut, ...(include ? { include } : {}) });
  yield* readPassages(files, { prefix: "", cut: { maxTokens: 100, estimate: countTitanTokens }, leaveOut });
}
