import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpileModule } from "typescript";
import { bootstrapOutputs } from "../../bootstrap/outputs";
import { awsProvider } from "../../local/pulumi/aws-provider";
import { runStack } from "../../local/pulumi/engine";
import { codeBlocks, Page, tableColumn } from "../helpers/docs/page";
import { isAllowed } from "../helpers/iam/iam";
import { named, runLayer } from "../helpers/stacks/run-layer";

const page = new Page("docs/outputs.md");

test("names every output of the contract, and no other", () => {
  expect(tableColumn(page.generated("outputs-bootstrap"), 0).sort()).toEqual(
    Object.keys(bootstrapOutputs.shape).sort(),
  );
});

test("names every output of the service, and no other", async () => {
  const { outputs } = await runLayer("service", { config: { publicDocs: true } });
  expect(tableColumn(page.generated("outputs-service"), 0).sort()).toEqual(Object.keys(outputs).sort());
});

/** `require` as in a file at the project's root. */
const requireFromProject = createRequire(join(__dirname, "../../index.ts"));

test("the program of another team runs against what bootstrap returns", async () => {
  const [{ code } = { code: "" }] = codeBlocks(page.text).filter(({ language }) => language === "ts");
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const { outputs } = await runLayer("bootstrap");
  const result = await runStack({
    project: "search",
    stack: "dev",
    config: {},
    program: () => {
      const module = { exports: (): pulumi.Inputs => ({}) };
      new Function("require", "module", outputText)(requireFromProject, module);
      return module.exports();
    },
    provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.example" }),
    stackOutputs: { "acme/embeddings-service/bootstrap": outputs },
  });
  expect(result.outputs["bucketName"]).toBe("embeddings-service-vector-embeddings");
  const policies = [String(named(result, "search-embeddings").inputs["policy"])];
  const read = (bucket: string) =>
    isAllowed(policies, { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/embeddings/doc1.json` });
  await expect(read("embeddings-service-vector-embeddings")).resolves.toBe(true);
  await expect(read("embeddings-service-vector-embeddings-prod")).resolves.toBe(false);
});
