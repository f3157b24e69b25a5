import { packedFunctions, packedSizes } from "../../../local/lambda/packed-functions";
import { bundlePath } from "../../../service/lambda/bundle-assets";
import { code, markdownTable } from "../markdown";

/** The sizes of the functions as they are uploaded, and of the files that a function reads beside its bundle. */
export async function sizesTable(): Promise<string> {
  const packed = await packedFunctions();
  return markdownTable(
    ["function", "raw, KB", "zipped, KB"],
    packed.map((file) => {
      const { raw, zipped } = packedSizes(file);
      return [code(file.path === bundlePath ? file.name : `${file.name}/${file.path}`), raw, zipped];
    }),
  );
}
