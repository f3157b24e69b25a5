import { sigv4Authorizer } from "../../../local/auth/sigv4";
import { authorizeBySignature } from "../../../tools/api/authorize";
import { CommandError } from "../../../tools/command/command-error";

const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
const none = {
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_REGION: "",
  AWS_DEFAULT_REGION: "",
  AWS_CONFIG_FILE: "/nowhere",
  AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
  AWS_EC2_METADATA_DISABLED: "true",
};
const environment = process.env;
beforeEach(() => {
  process.env = { ...environment, ...none };
  for (const name of Object.keys(none)) if (process.env[name] === "") delete process.env[name];
});
afterAll(() => {
  process.env = environment;
});

const body = '{"items":[]}';
const request = { method: "POST", url: new URL("http://localhost:3000/embeddings/batch"), headers: {}, body };
const contentType = { "content-type": "application/json" };

/** Whether API Gateway would take a request that was signed for a URL. */
async function isTaken(address: string, region: string, method = "POST"): Promise<boolean> {
  const url = new URL(address);
  const sent = method === "POST" ? body : "";
  const headers = await authorizeBySignature()({ method, url, headers: contentType, body: sent });
  const credentials = { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY };
  const request = {
    method,
    url: `${url.pathname}${url.search}`,
    protocol: "HTTP/1.1",
    headers: { ...headers, host: url.host },
    body: Buffer.from(sent),
    sourceIp: "127.0.0.1",
  };
  return sigv4Authorizer({ region, credentials })(request).then(
    () => true,
    () => false,
  );
}

test.each([
  ["the address", "https://abc.execute-api.eu-west-1.amazonaws.com/prod/embeddings/batch", "us-east-1", "eu-west-1"],
  ["the caller at a domain name", "https://embeddings.example.com/embeddings/batch", "eu-north-1", "eu-north-1"],
  [
    "the caller at what only looks like AWS's",
    "https://a.execute-api.eu-west-1.amazonaws.com.example.com/",
    "eu-north-1",
    "eu-north-1",
  ],
  ["the caller's configuration", "http://localhost:3000/embeddings/batch", "eu-north-1", "eu-north-1"],
])("signs for the region of %s", async (_name, url, configured, signedFor) => {
  Object.assign(process.env, keys, { AWS_REGION: configured });
  expect(await isTaken(url, signedFor)).toBe(true);
  expect(await isTaken(url, "ap-east-1")).toBe(false);
});

test("signs what is asked for, also where its id is of characters that are encoded", async () => {
  Object.assign(process.env, keys, { AWS_REGION: "us-east-1" });
  const api = "http://localhost:3000/embeddings";
  for (const url of [
    `${api}?limit=5&prefix=a%20b%2B%3A%3D`,
    `${api}?cursor=a%2Fb%3D%3D&prefix=%C3%BC`,
    `${api}/a%3Ab%40c.md%3A1`,
  ]) {
    expect(await isTaken(url, "us-east-1", "GET")).toBe(true);
  }
});

test("sends the token of a session", async () => {
  Object.assign(process.env, keys, { AWS_SESSION_TOKEN: "session", AWS_REGION: "us-east-1" });
  const headers = await authorizeBySignature()(request);
  expect(headers["x-amz-security-token"]).toBe("session");
});

test.each([
  ["credentials", { AWS_REGION: "us-east-1" }, /^There are no AWS credentials to sign requests with: set AWS_PROFILE/],
  ["region", keys, /^There is no AWS region to sign requests for: set AWS_REGION$/],
])("says so where there is no %s", async (_name, given, message) => {
  Object.assign(process.env, given);
  const signed = authorizeBySignature()(request);
  await expect(signed).rejects.toThrow(CommandError);
  await expect(signed).rejects.toThrow(message);
});
