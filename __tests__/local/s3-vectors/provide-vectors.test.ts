import type { DatabaseSync } from "node:sqlite";
import { provideVectors } from "../../../local/s3-vectors/provide-vectors";
import { VectorCatalog } from "../../../local/s3-vectors/vector-catalog";
import { openVectorDatabase } from "../../../local/s3-vectors/vector-database";
import { VectorStore } from "../../../local/s3-vectors/vector-store";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
let database: DatabaseSync;
let catalog: VectorCatalog;

beforeAll(() => {
  database = openVectorDatabase(directory);
  catalog = new VectorCatalog(database, "us-east-1");
});
afterAll(() => database.close());

const index = {
  bucket: "team-vectors",
  name: "passages",
  dimension: 2,
  metric: "cosine",
  nonFilterableKeys: ["text", "_model"],
} as const;
const provide = (indexes: Parameters<typeof provideVectors>[1]["indexes"]) =>
  provideVectors(catalog, { buckets: [{ name: index.bucket, encryption: undefined }], indexes }, directory);

test("creates what is registered, once, and keeps the vectors in it", () => {
  provide([index]);
  const created = catalog.index(index.bucket, index.name);
  expect(created).toMatchObject({ ...index, encryption: { sseType: "AES256" } });
  const store = new VectorStore(database);
  store.put(created, [{ key: "a", data: new Float32Array([1, 2]), metadata: {} }]);

  provide([
    { ...index, nonFilterableKeys: ["_model", "text"] },
    { ...index, name: "second" },
  ]);
  expect(catalog.index(index.bucket, index.name)).toEqual(created);
  expect(store.get(created, ["a"])).toHaveLength(1);
  expect(catalog.indexes(index.bucket, { limit: 10 }).map(({ name }) => name)).toEqual(["passages", "second"]);
});

test.each([
  [{ dimension: 3 }, "has the dimension 2,", "the stack has the dimension 3,"],
  [{ metric: "euclidean" }, "the distance cosine", "the distance euclidean"],
  [{ nonFilterableKeys: ["text"] }, "[_model, text]", "[text]: remove"],
] as const)("refuses to go on with an index that differs by %j, and names the fix", (other, has, should) => {
  const differ = () => provide([{ ...index, ...other }]);
  expect(differ).toThrow(`The vector index team-vectors/passages in ${directory} has`);
  expect(differ).toThrow(has);
  expect(differ).toThrow(should);
  expect(differ).toThrow(`remove ${directory}, and index the stored embeddings again`);
});
