import table from "brotli-file:./cl100k-table";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { TokenTable } from "./tokens";

let cl100k: TokenTable | undefined;

/** The tokens of OpenAI's embedding models, which are read with the first request that has some. */
export function cl100kTable(): TokenTable {
  cl100k ??= new TokenTable(brotliDecompressSync(readFileSync(resolve(__dirname, table))));
  return cl100k;
}
