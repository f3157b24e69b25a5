import { describeAccess } from "../../local/describe-access";

test("says clearly that nobody is refused", async () => {
  expect(await describeAccess({ type: "none" }, "us-east-1")).toEqual({
    summary: expect.stringMatching(
      /^This API serves WITHOUT authorization: .* npm start -- --auth iam, --auth jwt or --auth keys for one/,
    ),
    preparation: [],
    curlOptions: "",
    hints: [],
  });
});

test("shows a key pair of its own", async () => {
  const credentials = { accessKeyId: "LOCAL1", secretAccessKey: "the-secret", fromEnvironment: false };
  expect(await describeAccess({ type: "iam", credentials }, "eu-west-1")).toMatchObject({
    summary: expect.stringContaining("a new one at each start"),
    curlOptions: "--aws-sigv4 aws:amz:eu-west-1:execute-api --user LOCAL1:the-secret",
  });
});

test("never shows a key pair of the environment", async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "the-secret", fromEnvironment: true };
  const description = await describeAccess({ type: "iam", credentials }, "us-east-1");
  expect(description.curlOptions).toContain('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
  expect(JSON.stringify(description)).not.toMatch(/AKIDEXAMPLE|the-secret/);
});

test("shows the key of this deployment, and how to send it", async () => {
  const description = await describeAccess({ type: "keys", key: "embk_a" }, "us-east-1");
  expect(description).toEqual({
    summary: expect.stringMatching(/^This API takes requests with a key .* the one below, which is new at each start/),
    preparation: ["EMBEDDINGS_API_KEY=embk_a"],
    curlOptions: '-H "Authorization: Bearer $EMBEDDINGS_API_KEY"',
    hints: [],
  });
});
