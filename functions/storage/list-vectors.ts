import { ListVectorsCommand, type ListVectorsCommandOutput } from "@aws-sdk/client-s3vectors";
import { EmbeddingError } from "../../embedding/errors";
import type { VectorMetadata } from "../../embedding/index/carried-metadata";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";
import { vectorData } from "../aws/vector-data";
import { vectorMetadata } from "../aws/vector-metadata";

/** Which vectors of an index to list. */
export interface ListVectorsArgs {
  /** The position to go on from, of an earlier page; undefined for the first. */
  readonly token: string | undefined;
  /** The most of a page, which ends after a megabyte: https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html */
  readonly limit: number;
  readonly returnData: boolean;
  readonly returnMetadata: boolean;
  /**
   * Which part of the index, of up to 16 that can be read at the same time.
   * @default all of it
   */
  readonly segment?: { readonly segmentCount: number; readonly segmentIndex: number } | undefined;
}

/** A vector of an index, with what was asked for of it. */
export interface ListedVector {
  /** The id of its embedding, where it is of one. */
  readonly key: string;
  readonly data: readonly number[] | undefined;
  readonly metadata: VectorMetadata;
}

/** A page of the vectors of an index. */
export interface VectorPage {
  /** In the index's own order. */
  readonly vectors: readonly ListedVector[];
  /** Of the next page; undefined after the last. */
  readonly nextToken: string | undefined;
}

/** Lists vectors of an index. Throws 503 or 504, or 500 where it refuses the token. */
export async function listVectors(
  { token, limit, returnData, returnMetadata, segment = undefined }: ListVectorsArgs,
  index: Index,
  context: CallContext,
): Promise<VectorPage> {
  const position = token === undefined ? {} : { nextToken: token };
  const command = new ListVectorsCommand({
    indexArn: index.arn,
    maxResults: limit,
    ...position,
    ...segment,
    returnData,
    returnMetadata,
  });
  const { vectors, nextToken } = await index.send(command, context);
  return { vectors: requireListed(vectors, returnData), nextToken: nextToken || undefined };
}

/** The vectors of an answer, in which the SDK takes nothing for missing. */
function requireListed(vectors: ListVectorsCommandOutput["vectors"], returnData: boolean): ListedVector[] {
  return (vectors ?? [undefined]).map((vector) => {
    const data = vectorData(vector?.data);
    if (vector?.key === undefined || (returnData && !data?.every(Number.isFinite))) {
      throw new EmbeddingError(
        "index_unavailable",
        "The vector index did not answer with vectors. Repeat the request later.",
        { cause: new Error("The answer has no list of vectors with keys and the data asked for") },
      );
    }
    return { key: vector.key, data, metadata: vectorMetadata(vector.metadata) };
  });
}
