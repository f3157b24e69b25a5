import { describeStacks } from "../../local/describe-stacks";
import { stackOf } from "../helpers/stacks/registered";

test("names the buckets, the indexes and the policies", () => {
  const bootstrap = stackOf(
    ["aws:s3/bucket:Bucket", "team-embeddings", {}],
    ["aws:s3/vectorsIndex:VectorsIndex", "index", { vectorBucketName: "team-vectors", indexName: "embeddings" }],
    ["aws:iam/policy:Policy", "policy", { name: "team-read" }],
  );
  const description = describeStacks({
    project: "team",
    region: "us-east-1",
    bootstrap: { ...bootstrap, stack: "bootstrap", config: {}, overridden: [], encrypted: [], hasEnvironment: false },
    service: { ...stackOf(), stack: "dev", config: {}, overridden: [], encrypted: [], hasEnvironment: false },
  });
  expect(description).toContain(`
├─ bootstrap (3 resources)
│  ├─ bucket   team-embeddings
│  ├─ index    team-vectors/embeddings
│  └─ policy   team-read
`);
});
