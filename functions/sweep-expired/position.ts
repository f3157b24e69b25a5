import { GetObjectCommand } from "@aws-sdk/client-s3";
import { isObject } from "../../embedding/is-object";
import { sweepKey } from "../../embedding/object-key";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { storageError } from "../aws/s3";
import { deleteObject } from "../storage/delete-object";
import type { Store } from "../storage/store";
import { writeObject } from "../storage/write-object";

/** How many parts an index is walked in, one after another: https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html */
export const segmentCount = 16;

/** How far a sweep has come: a part of the index, or after these the objects. */
export interface SweepPosition {
  /** Undefined in the objects. */
  readonly segment?: number | undefined;
  /**
   * The index's token, or the key, of the next page.
   * @default the first page
   */
  readonly at?: string | undefined;
}

/** Where a sweep starts. */
export function start({ index }: Pick<Store, "index">): SweepPosition {
  return index ? { segment: 0 } : {};
}

/** Where the last run ended; the start where that came to the end, or was of another index. Throws 503 or 504. */
export async function readPosition({ bucket, index }: Store, context: CallContext): Promise<SweepPosition> {
  try {
    const { Body } = await bucket.send(new GetObjectCommand({ Bucket: bucket.name, Key: sweepKey }), context);
    return parse(await (Body?.transformToString() ?? ""), index?.arn) ?? start({ index });
  } catch (error) {
    if (awsFailure(error).name === "NoSuchKey") return start({ index });
    throw storageError(error, context);
  }
}

/** Has the next run go on from a position, or start anew where there is none left. Throws 503 or 504. */
export async function writePosition(
  position: SweepPosition | undefined,
  { bucket, index }: Store,
  context: CallContext,
): Promise<void> {
  try {
    if (position) {
      const Body = JSON.stringify({ ...position, index: index?.arn });
      await writeObject({ Key: sweepKey, Body, ContentType: "application/json" }, bucket, context);
    } else await deleteObject({ Key: sweepKey }, bucket, context);
  } catch (error) {
    throw storageError(error, context);
  }
}

/** The position that a text is; undefined for any other text, and for one in another index. */
function parse(text: string, indexArn: string | undefined): SweepPosition | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value["index"] !== indexArn) return undefined;
    const { segment, at } = value;
    const isKnown = segment === undefined || (indexArn !== undefined && isSegment(segment));
    return isKnown ? { segment, at: typeof at === "string" ? at : undefined } : undefined;
  } catch {
    return undefined;
  }
}

function isSegment(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < segmentCount;
}
