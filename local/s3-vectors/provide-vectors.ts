import { RunError } from "@pulumi/pulumi/errors";
import type { RegisteredVectors } from "./registered-vectors";
import type { VectorCatalog } from "./vector-catalog";
import type { VectorIndexArgs } from "./vector-resources";
import { VectorsError } from "./vectors-error";

/**
 * Creates the registered buckets and indexes that are not there yet. Throws a `RunError` where an index is there and
 * differs: on AWS it would be replaced, with all its vectors.
 */
export function provideVectors(catalog: VectorCatalog, registered: RegisteredVectors, directory: string): void {
  for (const { name, encryption } of registered.buckets) {
    existing(() => catalog.bucket(name)) ?? catalog.createBucket(name, encryption);
  }
  for (const index of registered.indexes) {
    const found = existing(() => catalog.index(index.bucket, index.name)) ?? catalog.createIndex(index);
    if (described(found) !== described(index)) {
      throw new RunError(
        `The vector index ${index.bucket}/${index.name} in ${directory} has ${described(found)}, and the stack has ` +
          `${described(index)}: remove ${directory}, and index the stored embeddings again`,
      );
    }
  }
}

function described({ dimension, metric, nonFilterableKeys }: VectorIndexArgs): string {
  const keys = nonFilterableKeys.toSorted().join(", ");
  return `the dimension ${dimension}, the distance ${metric} and the non-filterable keys [${keys}]`;
}

/** Undefined where it is not there. */
function existing<Resource>(find: () => Resource): Resource | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof VectorsError && error.type === "NotFoundException") return undefined;
    throw error;
  }
}
