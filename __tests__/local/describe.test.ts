import { describeDeployment } from "../../local/describe";
import { stackOf } from "../helpers/stacks/registered";

test("names the buckets, the indexes and where everything is served", async () => {
  const bootstrap = stackOf(
    ["aws:s3/bucket:Bucket", "team-embeddings", {}],
    ["aws:s3/vectorsIndex:VectorsIndex", "index", { vectorBucketName: "team-vectors", indexName: "embeddings" }],
    ["aws:iam/policy:Policy", "policy", { name: "team-read" }],
  );
  const description = await describeDeployment({
    url: "http://localhost:1",
    s3Url: "http://127.0.0.1:2",
    modelUrl: "http://127.0.0.1:3",
    vectorsUrl: "http://127.0.0.1:4",
    access: { type: "none" },
    stacks: {
      project: "team",
      region: "us-east-1",
      bootstrap: { ...bootstrap, stack: "bootstrap", encrypted: [], hasEnvironment: false },
      service: { ...stackOf(), stack: "dev", encrypted: [], hasEnvironment: false },
    },
    close: async () => {},
  });
  expect(description).toContain(`
├─ bootstrap (3 resources)
│  ├─ bucket   team-embeddings
│  ├─ index    team-vectors/embeddings
│  └─ policy   team-read
`);
  expect(description).toContain(
    "Serving on http://localhost:1, objects on http://127.0.0.1:2, model on http://127.0.0.1:3, vectors on http://127.0.0.1:4\n",
  );
});
