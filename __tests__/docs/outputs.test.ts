import { domain } from "../../bench/stacks/cost";
import { bootstrapOutputs } from "../../bootstrap/outputs";
import { Page, tableColumn } from "../helpers/docs/page";
import { runPageProgram } from "../helpers/docs/page-program";
import { isAllowed } from "../helpers/iam/iam";
import { named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const page = new Page("docs/outputs.md");

test("names every output of the contract, and no other", () => {
  expect(tableColumn(page.generated("outputs-bootstrap"), 0).sort()).toEqual(
    Object.keys(bootstrapOutputs.shape).sort(),
  );
});

const keys = { auth: "keys", apiKeys: { "team-a": { sha256: ["a".repeat(64)] } } };

test("names every output of the service, and no other", async () => {
  const { outputs } = await runLayer("service", {
    config: { ...domain, ...keys, publicDocs: true, publicConsole: true },
  });
  expect(tableColumn(page.generated("outputs-service"), 0).sort()).toEqual(Object.keys(outputs).sort());
});

test("the program of another team runs against what bootstrap returns", async () => {
  const { outputs } = await runLayer("bootstrap");
  const result = await runPageProgram(page.text, { "acme/embeddings-service/bootstrap": outputs });
  expect(result.outputs["bucketName"]).toBe("embeddings-service-vector-embeddings");
  const policies = [String(named(result, "search-embeddings").inputs["policy"])];
  const read = (bucket: string) =>
    isAllowed(policies, { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/embeddings/doc1.json` });
  await expect(read("embeddings-service-vector-embeddings")).resolves.toBe(true);
  await expect(read("embeddings-service-vector-embeddings-prod")).resolves.toBe(false);
});
