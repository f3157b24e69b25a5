import type { Bucket } from "../../aws/s3";
import { answerRoom, fitting, tooLargeProblem } from "../../http/answer-room";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { includedContents } from "../list/contents";
import { readDocuments } from "../search/read-documents";
import type { GetRequest } from "./get-request";
import type { GetResponse, GotEmbedding } from "./get-response";

/** How many objects are read before it is seen whether there is room for more. */
const groupSize = 64;

/** What is stored under ids, as far as an answer has room and there is time. Throws where the storage fails, or gives nothing. */
export async function getMany(request: GetRequest, bucket: Bucket, context: RequestContext): Promise<GetResponse> {
  const { ids } = request;
  const read: GotEmbedding[] = [];
  let leftBytes = answerRoom - ids.reduce((sum, id) => sum + id.length + 5, 0);
  while (read.length < ids.length && (read.length === 0 || hasTime(context))) {
    const found = await groupOf(ids.slice(read.length, read.length + groupSize), request, { bucket, context });
    const { parts, bytes } = fitting(found, leftBytes, ({ id }) => {
      return { id, state: "unreadable" as const, problem: tooLargeProblem(id, context) };
    });
    read.push(...parts);
    leftBytes -= bytes;
    if (parts.length < found.length) break;
  }
  return { embeddings: read, not_read: ids.slice(read.length) };
}

/** What is stored under some of the ids. */
async function groupOf(
  ids: readonly string[],
  { include = ["text", "metadata", "expires_at", "embedding"], encoding }: GetRequest,
  { bucket, context }: { readonly bucket: Bucket; readonly context: RequestContext },
): Promise<GotEmbedding[]> {
  const documents = await readDocuments(ids, bucket, context);
  return ids.map((id) => {
    const { document, error } = documents.get(id) ?? {};
    const state = document ? "found" : error?.code === "embedding_not_found" ? "not_found" : "unreadable";
    const { text, metadata, expires_at, embedding } = document ?? {};
    const contents = { id, text, metadata, expires_at, embedding, error };
    return { id, state, ...includedContents(contents, { include, encoding }, context) };
  });
}
