import { join } from "node:path";
import { specialArchiveSig, specialAssetSig, specialSigKey } from "@pulumi/pulumi/runtime";
import { checklist } from "../../policy/checklist";
import { type AnalyzedResource, RunningPolicyPack, unknownText } from "../helpers/policy/policy-pack";
import { configurations, registered } from "../helpers/stacks/configurations";
import { temporaryDirectory } from "../helpers/temporary-directory";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const cache = temporaryDirectory();
let pack: RunningPolicyPack;
beforeAll(async () => {
  pack = await RunningPolicyPack.start(join(__dirname, "../../policy"), cache);
}, 120_000);
afterAll(() => pack.stop());

const bucket: AnalyzedResource = {
  type: "aws:s3/bucket:Bucket",
  name: "vectors",
  props: { bucket: "acme-vectors", forceDestroy: false },
  protect: true,
};
const versioning = (name: string): AnalyzedResource => ({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  name,
  props: { bucket: name, versioningConfiguration: { status: "Enabled" } },
});

test("offers every rule as a policy, and enforces all", async () => {
  expect(await pack.policies()).toEqual(Object.fromEntries(checklist.map(({ id }) => [id, "MANDATORY"])));
});

test("lets a compliant resource pass, and stops one that violates a rule before it is created", async () => {
  expect(await pack.analyze(bucket)).toEqual([]);
  expect(await pack.analyze({ ...bucket, protect: false })).toEqual([
    {
      policy: "protected-data",
      mandatory: true,
      message: expect.stringMatching(
        /^Buckets, vector indexes and KMS keys are.*\nis not protected: set the option protect/,
      ),
      urn: "urn:pulumi:stack::project::aws:s3/bucket:Bucket::vectors",
    },
  ]);
});

test("names the resource of a stack that lacks something", async () => {
  const other = { ...bucket, name: "images", props: { ...bucket.props, bucket: "acme-images" } };
  const found = await pack.analyzeStack([bucket, other, versioning("acme-vectors")]);
  expect(found.filter(({ policy }) => policy === "CKV_AWS_21")).toEqual([
    {
      policy: "CKV_AWS_21",
      mandatory: true,
      message: expect.stringContaining("has no versioning"),
      urn: "urn:pulumi:stack::project::aws:s3/bucket:Bucket::images",
    },
  ]);
});

test("judges what a preview does not know only once it is known", async () => {
  const policy = { type: "aws:s3/bucketPolicy:BucketPolicy", name: "vectors" };
  expect(await pack.analyze({ ...policy, props: { bucket: unknownText, policy: unknownText } })).toEqual([]);
  const known = await pack.analyze({ ...policy, props: { bucket: "acme-vectors", policy: "{}" } });
  expect(known.map((diagnostic) => diagnostic.policy)).toEqual(["CKV_AWS_379"]);
});

test("finds in a preview that there are too few settings for all buckets", async () => {
  const other = { ...bucket, name: "images", props: { ...bucket.props, bucket: "acme-images" } };
  const unlinked = (name: string) => ({
    ...versioning(name),
    props: { ...versioning(name).props, bucket: unknownText },
  });
  const unversioned = async (resources: AnalyzedResource[]) =>
    (await pack.analyzeStack(resources)).filter(({ policy }) => policy === "CKV_AWS_21").length;
  expect(await unversioned([bucket, other, unlinked("a"), unlinked("b")])).toBe(0);
  expect(await unversioned([bucket, other, unlinked("a")])).toBe(2);
});

test("finds nothing in what the layers register, with ids, code and whatever a provider adds", async () => {
  const { bootstrap, service } = await registered(configurations["the stacks' own"]);
  for (const { resources } of [bootstrap, service]) {
    const analyzed = resources.map(({ type, name, id, state, options }) => ({
      type,
      name,
      props: { ...state, id, tagsAll: {}, ...(state["code"] ? { code: archive } : {}) },
      protect: options.protect ?? false,
    }));
    for (const resource of analyzed) expect([resource.name, await pack.analyze(resource)]).toEqual([resource.name, []]);
    expect(await pack.analyzeStack(analyzed)).toEqual([]);
  }
});

/** An archive as it goes over the wire. */
const archive = {
  [specialSigKey]: specialArchiveSig,
  assets: { "__index.js": { [specialSigKey]: specialAssetSig, text: "exports.handler = () => {};" } },
};
