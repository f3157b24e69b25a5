import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { isObject } from "../../embedding/is-object";
import { sweepKey } from "../../embedding/object-key";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { storageError } from "../aws/s3";
import type { Store } from "../storage/store";

/** How far a sweep has come: where its next page is, in the vectors of the index, or in the objects. */
export interface Position {
  readonly in: "index" | "objects";
  /** @default the first page */
  readonly at?: string | undefined;
}

/** Where a sweep starts. */
export function start({ index }: Pick<Store, "index">): Position {
  return { in: index ? "index" : "objects" };
}

/** Where the last run ended; the start where that came to the end, or was of another index. Throws 503 or 504. */
export async function readPosition({ bucket, index }: Store, context: CallContext): Promise<Position> {
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
  position: Position | undefined,
  { bucket, index }: Store,
  context: CallContext,
): Promise<void> {
  const object = { Bucket: bucket.name, Key: sweepKey };
  try {
    if (position) {
      const Body = JSON.stringify({ ...position, index: index?.arn });
      await bucket.send(new PutObjectCommand({ ...object, Body, ContentType: "application/json" }), context);
    } else await bucket.send(new DeleteObjectCommand(object), context);
  } catch (error) {
    throw storageError(error, context);
  }
}

/** The position that a text is; undefined for any other text, and for one in another index. */
function parse(text: string, indexArn: string | undefined): Position | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value["index"] !== indexArn) return undefined;
    const { in: place, at } = value;
    if (place !== "objects" && (place !== "index" || indexArn === undefined)) return undefined;
    return { in: place, at: typeof at === "string" ? at : undefined };
  } catch {
    return undefined;
  }
}
