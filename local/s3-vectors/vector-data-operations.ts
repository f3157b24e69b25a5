import { type FoundVector, norm } from "./flat-index";
import { type MetadataDocument, metadataFault } from "./metadata-document";
import { QueryPages } from "./query-pages";
import { addressedIndex } from "./vector-address";
import type { VectorCatalog } from "./vector-catalog";
import { type IndexMode, vectorFilter } from "./vector-filter";
import { vectorLimits } from "./vector-limits";
import type { VectorRequest } from "./vector-requests";
import type { CataloguedIndex } from "./vector-resources";
import type { StoredVector, VectorStore } from "./vector-store";
import { decodeToken, encodeToken } from "./vector-token";
import { invalidField, VectorsError } from "./vectors-error";

/** The operations on vectors, each of which throws a {@link VectorsError} where it answers one. */
export function vectorDataOperations(catalog: VectorCatalog, store: VectorStore, mode: IndexMode) {
  const pages = new QueryPages<FoundVector>();
  return {
    PutVectors: (request: VectorRequest<"PutVectors">) => {
      const index = addressedIndex(catalog, request);
      checkKeys(request.vectors.map(({ key }) => key));
      const vectors = request.vectors.map(({ key, data: { float32: data }, metadata = {} }, at) => {
        const invalid = (field: string, problem: string) =>
          invalidField(`vectors[${at}].${field}`, problem, `Invalid record for key '${key}': ${problem}`);
        const inData = dataProblem(data, index);
        if (inData) throw invalid("data", inData);
        const inMetadata = metadataFault(metadata, index.nonFilterableKeys);
        if (inMetadata) throw invalid("metadata", inMetadata);
        return { key, data, metadata: metadata as MetadataDocument };
      });
      if (new Set(vectors.map(({ key }) => key)).size < vectors.length) {
        throw invalidField("vectors", "Request must not contain duplicate keys");
      }
      store.put(index, vectors);
      return {};
    },

    GetVectors: (request: VectorRequest<"GetVectors">) => {
      const index = addressedIndex(catalog, request);
      checkKeys(request.keys);
      return { vectors: store.get(index, request.keys).map((vector) => outputVector(vector, request)) };
    },

    ListVectors: (request: VectorRequest<"ListVectors">) => {
      const { maxResults, nextToken, segmentCount = 1, segmentIndex = 0 } = request;
      if ((request.segmentCount === undefined) !== (request.segmentIndex === undefined)) {
        throw new VectorsError("ValidationException", "Must specify both segmentCount and segmentIndex, or neither");
      }
      if (segmentIndex >= segmentCount)
        throw invalidField("segmentIndex", "segmentIndex must be less than segmentCount");
      const index = addressedIndex(catalog, request);
      const after = nextToken === undefined ? "" : decodeToken(nextToken);
      const page: StoredVector[] = [];
      let bytes = 0;
      for (const vector of store.list(index, { after, segment: { count: segmentCount, index: segmentIndex } })) {
        const last = page.at(-1);
        if (last && (page.length === maxResults || bytes > vectorLimits.listedBytes)) {
          return { vectors: page.map((each) => outputVector(each, request)), nextToken: encodeToken(last.key) };
        }
        page.push(vector);
        bytes += vector.data.byteLength + Buffer.byteLength(JSON.stringify(vector.metadata));
      }
      return { vectors: page.map((vector) => outputVector(vector, request)) };
    },

    DeleteVectors: (request: VectorRequest<"DeleteVectors">) => {
      const index = addressedIndex(catalog, request);
      checkKeys(request.keys);
      store.delete(index, request.keys);
      return {};
    },

    QueryVectors: (request: VectorRequest<"QueryVectors">) => {
      const { topK, queryVector, filter, returnMetadata, returnDistance, nextToken } = request;
      const index = addressedIndex(catalog, request);
      if (dataProblem(queryVector.float32, index)) {
        const problem = "Query vector contains invalid values or is invalid for this index";
        throw invalidField("queryVector", problem);
      }
      const matches = filter === undefined ? undefined : vectorFilter(filter, { ...index, mode });
      const query = [index.id, topK, Array.from(queryVector.float32), filter];
      const page =
        nextToken === undefined
          ? pages.first(query, store.toSearch(index).search(queryVector.float32, topK, matches))
          : pages.next(query, nextToken);
      const metadata = new Map(
        returnMetadata
          ? store
              .get(
                index,
                page.found.map(({ key }) => key),
              )
              .map((vector) => [vector.key, vector.metadata])
          : [],
      );
      const vectors = page.found.map(({ key, distance }) => ({
        key,
        ...(returnDistance && { distance }),
        // None where the vector was deleted since the first page.
        ...(returnMetadata && { metadata: metadata.get(key) ?? {} }),
      }));
      return { vectors, distanceMetric: index.metric, nextToken: page.nextToken };
    },
  };
}

function dataProblem(data: Float32Array, { dimension, metric }: CataloguedIndex): string | undefined {
  if (data.length !== dimension) return `vector must have length ${dimension}, but has length ${data.length}`;
  if (!data.every(Number.isFinite)) return "vector contains NaNs or Infs";
  if (metric === "cosine" && norm(data) === 0) return "cosine distance does not support vectors with zero norm";
  return undefined;
}

function checkKeys(keys: readonly string[]): void {
  if (keys.some((key) => Buffer.byteLength(key) > vectorLimits.keyLength)) {
    throw new VectorsError("ValidationException", "Record key length exceeds the maximum allowed");
  }
}

function outputVector(
  { key, data, metadata }: StoredVector,
  { returnData, returnMetadata }: { readonly returnData: boolean; readonly returnMetadata: boolean },
) {
  return {
    key,
    ...(returnData && { data: { float32: Array.from(data) } }),
    ...(returnMetadata && { metadata }),
  };
}
