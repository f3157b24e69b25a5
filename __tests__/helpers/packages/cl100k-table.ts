import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import table from "../../../functions/routes/openai-embeddings/cl100k-table";

const directory = join(__dirname, "../../../node_modules/.cache");
const file = join(directory, "cl100k-table.br");

mkdirSync(directory, { recursive: true });
// Other tests may read it now.
const unfinished = `${file}.${randomUUID()}`;
writeFileSync(unfinished, brotliCompressSync(table, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }));
renameSync(unfinished, file);

/** What an archive has beside its bundle. */
export default file;
