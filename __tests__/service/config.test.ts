import { apiKeyHash, newApiKey } from "../../common/api-key";
import { bootstrapStackName, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const certificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555";
const hash = "0123456789abcdef".repeat(4);

test.each<[string, Record<string, unknown>, RegExp]>([
  ["no bootstrap stack", { bootstrapStack: "" }, /bootstrapStack is empty: must name the bootstrap stack/],
  ["half of a stack's name", { bootstrapStack: "acme/bootstrap" }, /bootstrapStack is acme\/bootstrap: must be/],
  [
    "a model that the functions do not know",
    { bedrockModelId: "cohere.embed-v4" },
    /bedrockModelId is cohere\.embed-v4: must be a Bedrock model id among amazon\.titan-embed-text-v2:0, .*, us\.cohere\.embed-v4:0, /,
  ],
  [
    "an inference profile of a model that has none",
    { bedrockModelId: "eu.amazon.titan-embed-text-v2:0" },
    /bedrockModelId is eu\..*: must be amazon\.titan-embed-text-v2:0, for the model has no inference profile "eu"/,
  ],
  [
    "an inference profile that the model does not have",
    { bedrockModelId: "jp.cohere.embed-v4:0" },
    /bedrockModelId is jp\..*: must be cohere\.embed-v4:0 or us\..*, for the model has no inference profile "jp"/,
  ],
  [
    "a further model that the functions do not know",
    { models: ["titan"] },
    /models is \["titan"\]: \[0\] must be a Bedrock model id among .*, which "titan" is not/,
  ],
  ["models that are no list", { models: "cohere.embed-v4:0" }, /models is .*: must be a list such as \[cohere/],
  [
    "a model twice",
    { models: ["cohere.embed-v4:0", "cohere.embed-v4:0"] },
    /models is .*: must not name anything twice/,
  ],
  [
    "a model in two ways",
    { bedrockModelId: "us.cohere.embed-v4:0", models: ["cohere.embed-v4:0"] },
    /models is .*: with bedrockModelId has us\.cohere\.embed-v4:0 and cohere\.embed-v4:0, which are one model: name one/,
  ],
  [
    "an alias of a model that is not the service's",
    { models: ["us.cohere.embed-v4:0"], modelAliases: { small: "amazon.titan-embed-text-v1" } },
    /modelAliases is .*: has small for "amazon\.titan-embed-text-v1", which must be one of amazon\.titan-embed-text-v2:0, cohere\.embed-v4:0, us\.cohere\.embed-v4:0: add it to models/,
  ],
  [
    "an alias of an alias",
    { modelAliases: { small: "amazon.titan-embed-text-v2:0", tiny: "small" } },
    /modelAliases is .*: has tiny for "small", which must be one of amazon/,
  ],
  [
    "an alias with the id of a model",
    { modelAliases: { "cohere.embed-english-v3": "amazon.titan-embed-text-v2:0" } },
    /has cohere\.embed-english-v3, which is the id of a model: use another name/,
  ],
  [
    "an alias with a slash",
    { modelAliases: { "openai/small": "amazon.titan-embed-text-v2:0" } },
    /has "openai\/small", which must be up to 100 letters, digits and \. _ : @ -, the first a letter or digit/,
  ],
  [
    "an alias that means another path",
    { modelAliases: { "..": "amazon.titan-embed-text-v2:0" } },
    /has "\.\.", which must be up to 100 letters, digits and \. _ : @ -, the first a letter or digit/,
  ],
  ["an alias for no text", { modelAliases: { small: 3 } }, /modelAliases is .*: small must be of the type string/],
  ["aliases that are no object", { modelAliases: ["small"] }, /modelAliases is .*: must be an object such as/],
  [
    "more aliases than a function's environment holds",
    {
      modelAliases: Object.fromEntries(
        Array.from({ length: 60 }, (_, n) => [`small-${n}`, "amazon.titan-embed-text-v2:0"]),
      ),
    },
    /modelAliases is .*: must have at most 2048 bytes as JSON/,
  ],
  ["an empty suffix", { bucketSuffix: "" }, /bucketSuffix is empty: must be one of the bootstrap's/],
  ["a bucket's ARN", { vectorBucketName: "arn:aws:s3:::mine" }, /vectorBucketName is arn:aws:s3:::mine: must be/],
  ["a bucket name with two dots", { vectorBucketName: "a..b" }, /vectorBucketName is a\.\.b: must be/],
  ["an address as bucket name", { vectorBucketName: "10.0.0.1" }, /vectorBucketName is 10\.0\.0\.1: must be/],
  [
    "no authorization by mistake",
    { auth: "none" },
    /auth is none: lets everyone call the API: set allowUnauthenticated/,
  ],
  ["an unknown kind of authorization", { auth: "basic" }, /auth is basic: must be iam, jwt, keys or none/],
  [
    "a public console for signed requests",
    { publicConsole: true },
    /publicConsole is true: needs a key or token that a person pastes, and auth is iam: set auth to keys or jwt, or/,
  ],
  [
    "a public console for everyone",
    { auth: "none", allowUnauthenticated: true, publicConsole: true },
    /publicConsole is true: needs a key or token that a person pastes, and auth is none: set auth to keys or jwt, or/,
  ],
  [
    "tokens without issuer",
    { auth: "jwt", jwtIssuer: "", jwtAudience: ["a"] },
    /jwtIssuer is empty: must be set, because auth is jwt/,
  ],
  [
    "tokens without audience",
    { auth: "jwt", jwtIssuer: "https://i.example", jwtAudience: [] },
    /jwtAudience is \[\]: must name at least/,
  ],
  [
    "an issuer that is no URL",
    { jwtIssuer: "example.com" },
    /jwtIssuer is example\.com: must be the issuer's https URL/,
  ],
  ["an issuer without TLS", { jwtIssuer: "http://example.com" }, /jwtIssuer is http:\/\/example\.com: must be/],
  [
    "scopes of no route",
    { jwtScopes: { "look-up": ["a"] } },
    /jwtScopes is .*: .*must be one of the routes generate, batch/,
  ],
  ["scopes of an open route", { jwtScopes: { health: ["a"] } }, /must be one of the routes generate/],
  ["a route without any scope", { jwtScopes: { generate: [] } }, /generate must name at least one scope/],
  ["a scope with a space", { jwtScopes: { generate: ["a b"] } }, /generate \[0\] must be a scope without spaces/],
  ["keys without any", { auth: "keys" }, /apiKeys is not set: must have at least one key, because auth is keys/],
  ["no keys at all", { auth: "keys", apiKeys: {} }, /apiKeys is {}: must have at least one key/],
  ["keys that are a list", { apiKeys: ["a"] }, /apiKeys is \["a"\]: must be an object such as {"team-a": {"sha256"/],
  ["keys that are no object", { apiKeys: "team-a" }, /apiKeys is team-a: must be an object such as/],
  ["a hash for a key", { apiKeys: { "team-a": hash } }, /team-a must be an object such as {sha256: \[\.\.\.\]}/],
  ["a key without hash", { apiKeys: { "team-a": {} } }, /team-a sha256 must be a list of the SHA-256 of its keys/],
  ["a key with no hash", { apiKeys: { "team-a": { sha256: [] } } }, /team-a sha256 must have the SHA-256 of a key/],
  [
    "more than two hashes of one name",
    { apiKeys: { "team-a": { sha256: ["a", "b", "c"].map((digit) => digit.repeat(64)) } } },
    /team-a sha256 must have no more than two/,
  ],
  [
    "the same hash twice",
    { apiKeys: { "team-a": { sha256: [hash, hash] } } },
    /team-a sha256 must not name anything twice/,
  ],
  [
    "the same hash twice, once in capitals",
    { apiKeys: { "team-a": { sha256: [hash, hash.toUpperCase()] } } },
    /team-a sha256 must not name anything twice/,
  ],
  [
    "one key for two names",
    { apiKeys: { "team-a": { sha256: [hash] }, "team-b": { sha256: [hash.toUpperCase()] } } },
    /team-b has a key of team-a: give each a key of its own/,
  ],
  ...["", "a".repeat(63), "a".repeat(65), "g".repeat(64), ` ${hash}`].map(
    (text): [string, Record<string, unknown>, RegExp] => [
      `the hash "${text}"`,
      { apiKeys: { "team-a": { sha256: [text] } } },
      /team-a sha256 \[0\] must be the SHA-256 of a key: the 64 hexadecimal digits/,
    ],
  ),
  [
    "a hash that is a number",
    { apiKeys: { "team-a": { sha256: [12] } } },
    /team-a sha256 \[0\] must be a text: put it/,
  ],
  [
    "a key of an unknown route",
    { apiKeys: { "team-a": { sha256: [hash], routes: ["serch"] } } },
    /team-a routes \[0\] must be one of the routes generate, batch, .*search/,
  ],
  [
    "a key of a public route",
    { apiKeys: { "team-a": { sha256: [hash], routes: ["health"] } } },
    /team-a routes \[0\] must be one of the routes generate/,
  ],
  [
    "a key of no route",
    { apiKeys: { "team-a": { sha256: [hash], routes: [] } } },
    /team-a routes must name at least one route; leave it out for all/,
  ],
  ...[
    "2027",
    "2027-01",
    "-000001-01-01",
    "2027-02-30",
    "2027-13-01",
    "31.1.2027",
    "2027-1-1",
    "soon",
    "2027-01-31T12:00:00Z",
    "",
  ].map((expires): [string, Record<string, unknown>, RegExp] => [
    `a key that expires on "${expires}"`,
    { apiKeys: { "team-a": { sha256: [hash], expires } } },
    /team-a expires must be a day that there is, such as 2027-01-31/,
  ]),
  [
    "a key that expires in a year that is a number",
    { apiKeys: { "team-a": { sha256: [hash], expires: 2027 } } },
    /team-a expires must be a day such as 2027-01-31, in quotes/,
  ],
  [
    "a key with a field that does not exist",
    { apiKeys: { "team-a": { sha256: [hash], route: ["search"] } } },
    /team-a has route, and takes sha256, routes and expires/,
  ],
  [
    "routes that are a text",
    { apiKeys: { "team-a": { sha256: [hash], routes: "search" } } },
    /team-a routes must be a list/,
  ],
  [
    "a key for a name",
    { apiKeys: { [newApiKey()]: { sha256: [hash] } } },
    /apiKeys is {…}: embk_… must be a name of up to 64 .*, and no key/,
  ],
  ["a key of a name with a space", { apiKeys: { "team a": { sha256: [hash] } } }, /team a must be a name of up to 64/],
  ["no rate", { throttlingRateLimit: 0 }, /throttlingRateLimit is 0: must be a whole number from 1 to 10000/],
  ["half a burst", { throttlingBurstLimit: 1.5 }, /throttlingBurstLimit is 1\.5: must be a whole number/],
  [
    "a model rate that is no lower",
    { throttlingRateLimit: 10, modelThrottlingRateLimit: 10 },
    /modelThrottlingRateLimit is 10: must be lower than throttlingRateLimit, which is 10/,
  ],
  [
    "a model burst that is no lower",
    { throttlingBurstLimit: 10, modelThrottlingBurstLimit: 20 },
    /modelThrottlingBurstLimit is 20: must be lower than throttlingBurstLimit, which is 10/,
  ],
  ["an origin with a path", { corsAllowOrigins: ["https://a.example/x"] }, /"https:\/\/a\.example\/x" is not/],
  [
    "a domain name with scheme and path",
    { domainName: "https://a.example.com/v1" },
    /domainName is https:\/\/a\.example\.com\/v1: must be the name alone, .*: set it to a\.example\.com/,
  ],
  [
    "a wildcard as domain name",
    { domainName: "*.example.com", certificateArn },
    /domainName is \*\.example\.com: must be one/,
  ],
  [
    "a domain name without a certificate",
    { domainName: "a.example.com" },
    /certificateArn is not set: must be set, because/,
  ],
  [
    "a certificate without a domain name",
    { certificateArn },
    /domainName is not set: must be set, because certificateArn is/,
  ],
  [
    "a certificate by its id",
    { domainName: "a.example.com", certificateArn: "11111111-2222" },
    /certificateArn is 11111111-2222: must be the ARN of a certificate of ACM/,
  ],
  [
    "a certificate of another region, such as CloudFront's",
    { domainName: "a.example.com", certificateArn: certificateArn.replace("us-east-1", "eu-west-1") },
    /certificateArn is "arn:aws:acm:eu-west-1:.*", and the stack is deployed to us-east-1: name one of that region/,
  ],
  [
    "an API without any address",
    { defaultEndpoint: false },
    /defaultEndpoint is false: would leave the API without an address: set domainName and certificateArn too/,
  ],
  ["half an endpoint", { defaultEndpoint: "off" }, /defaultEndpoint is off: must be true or false/],
  ["alarms of something else", { alarms: "none" }, /alarms is none: must be service or function/],
  ["concurrency that turns a function off", { reservedConcurrency: { generate: 0 } }, /generate must be at least 1/],
  ["concurrency of no route", { reservedConcurrency: { serch: 1 } }, /must be one of the routes .*health/],
  ["concurrency of nothing", { reservedConcurrency: { authorize: 1 } }, /must be one of the routes .*authorize-key/],
  ["one zone", { networkZones: ["us-east-1a"] }, /networkZones is .*: must be two zones, so that one may fail/],
  ["a region as zone", { networkZones: ["us-east-1", "us-east-1a"] }, /must be a zone .*, which "us-east-1" is not/],
  ["the same zone twice", { networkZones: ["us-east-1a", "us-east-1a"] }, /must not name anything twice/],
  [
    "a project in the way of a security group's name",
    { network: "private", project: "sg-search" },
    /project is sg-search: must not start with "sg-" where network is private/,
  ],
  ["an unknown network", { network: "vpc" }, /network is vpc: must be public or private/],
  ["a topic that is none", { alarmTopicArn: "on-call" }, /alarmTopicArn is on-call: must be the ARN of an SNS topic/],
  [
    "a topic of another region, which no alarm can notify",
    { alarmTopicArn: "arn:aws:sns:eu-west-1:000000000000:on-call" },
    /alarmTopicArn is "arn:aws:sns:eu-west-1:000000000000:on-call", and the stack is deployed to us-east-1/,
  ],
  ["an address that is none", { alarmEmail: "on-call" }, /alarmEmail is on-call: must be an e-mail address/],
  [
    "an address beside a topic",
    { alarmTopicArn: "arn:aws:sns:us-east-1:000000000000:x", alarmEmail: "a@b.example" },
    /alarmEmail is a@b\.example: must be empty where alarmTopicArn is set/,
  ],
  ["an account that is none", { allowedAccountIds: ["1"] }, /allowedAccountIds is \["1"\]: \[0\] must be 12 digits/],
  [
    "a project too long for Lambda",
    { project: "p".repeat(60) },
    /project is "p+", .* "p+-dev-generate" of 73 characters/,
  ],
])("refuses %s", async (_, config, message) => {
  const { outputs } = await runLayer("bootstrap");
  await expect(runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } })).rejects.toThrow(
    message,
  );
});

test("says of a key in place of its hash what to do, and does not print the key", async () => {
  const key = newApiKey();
  const config = { auth: "keys", apiKeys: { "team-a": { sha256: [key] } } };
  const problem = await runLayer("service", { config }).catch(String);
  expect(problem).toMatch(
    /team-a sha256 \[0\] is a key itself, which whoever reads this could use: make another, and write/,
  );
  expect(problem).not.toContain(key);
});

test("says of one key among many what is wrong with it, and prints none of what stands there", async () => {
  const others = Array.from({ length: 500 }, (_, index) => [`team-${index}`, { sha256: [apiKeyHash(`${index}`)] }]);
  const apiKeys = {
    ...Object.fromEntries(others),
    guest: { sha256: [newApiKey().slice(0, -1)] },
    former: { sha256: "a secret of theirs" },
  };
  const problem = await runLayer("service", { config: { auth: "keys", apiKeys } }).catch(String);
  const key = "embeddings-service:apiKeys is {…}:";
  expect(String(problem).replace(/^.* is invalid: | Correct it.*$/gs, "")).toBe(
    `${[
      `${key} guest sha256 [0] must be the SHA-256 of a key: the 64 hexadecimal digits that npm run key prints`,
      `${key} former sha256 must be a list of the SHA-256 of its keys`,
    ].join("; ")}.`,
  );
});

test.each([
  ["bootstrap", bootstrapStackName],
  ["acme/embeddings-service/shared", "acme/embeddings-service/shared"],
])("reads the bootstrap stack %s", async (bootstrapStack, fullName) => {
  const { outputs } = await runLayer("bootstrap");
  const service = await runLayer("service", { config: { bootstrapStack }, stackOutputs: { [fullName]: outputs } });
  expect(service.outputs["apiId"]).toBe("local");
});
