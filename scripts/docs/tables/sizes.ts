import { packedFunctions, packedSizes } from "../../../local/lambda/packed-functions";
import { code, markdownTable } from "../markdown";

/** The sizes of the functions as they are uploaded. */
export async function sizesTable(): Promise<string> {
  const packed = await packedFunctions();
  return markdownTable(
    ["function", "raw, KB", "zipped, KB"],
    packed.map((file) => {
      const { raw, zipped } = packedSizes(file);
      return [code(file.name), raw, zipped];
    }),
  );
}
