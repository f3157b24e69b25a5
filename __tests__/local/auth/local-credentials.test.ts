import { localCredentials } from "../../../local/auth/local-credentials";

test("takes the key pair in the environment", () => {
  const environment = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
  expect(localCredentials(environment)).toEqual({
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "secret",
    fromEnvironment: true,
  });
});

test.each([
  {},
  { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE" },
  { AWS_SECRET_ACCESS_KEY: "secret" },
  { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
])("makes a new key pair where there is not all of one: %j", (environment) => {
  const [first, second] = [localCredentials(environment), localCredentials(environment)];
  for (const { accessKeyId, secretAccessKey, fromEnvironment } of [first, second]) {
    // Nothing that a shell would read in another way.
    expect(accessKeyId).toMatch(/^LOCAL[\dA-F]{16}$/);
    expect(secretAccessKey).toMatch(/^[\da-f]{40}$/);
    expect(fromEnvironment).toBe(false);
  }
  expect(first?.secretAccessKey).not.toBe(second?.secretAccessKey);
});
