import type { CreateIndexCommandInput, PutInputVector, S3VectorsClient } from "@aws-sdk/client-s3vectors";

/** What the tests of the conformance suite work on. */
export interface VectorsScene {
  readonly client: S3VectorsClient;
  /** A vector bucket of this suite alone. */
  readonly bucket: string;
  /** Creates an index in the bucket, of two dimensions and cosine distance if not told otherwise; returns its name. */
  createIndex(options?: Partial<CreateIndexCommandInput>): Promise<string>;
  /** Puts vectors into an index of the bucket. */
  put(indexName: string, vectors: readonly PutInputVector[]): Promise<void>;
}

/** Vectors of two dimensions with these keys, in different directions. */
export function vectors(...keys: readonly string[]): PutInputVector[] {
  return keys.map((key, index) => ({ key, data: { float32: [Math.cos(index), Math.sin(index)] } }));
}

/** The numbers from 0 on, as keys. */
export function numberedKeys(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `key-${index}`);
}

/** What a request that must be refused is refused with. */
export function refusal(name: string, httpStatusCode: number, more: Record<string, unknown> = {}): object {
  return { name, $metadata: expect.objectContaining({ httpStatusCode }), ...more };
}

/** A ValidationException. */
export const invalid = (more: Record<string, unknown> = {}): object => refusal("ValidationException", 400, more);
