import { newApiKey } from "../../../common/api-key";
import { withoutSecrets } from "../../../local/console/without-secrets";

const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl";

test.each([
  [`/embeddings?api_key=abc&limit=2`, "/embeddings?api_key=…&limit=2"],
  [
    `/a?X-Amz-Credential=AKID%2F1&X-Amz-Date=1&X-Amz-Signature=ff`,
    "/a?X-Amz-Credential=…&X-Amz-Date=1&X-Amz-Signature=…",
  ],
  [`{"text":"${token}"}`, '{"text":"eyJ…"}'],
  [`the key ${newApiKey()} is none`, "the key embk_… is none"],
  ["/embeddings?token=abc#x", "/embeddings?token=…#x"],
])("leaves out what is secret in %s", (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});

test.each(["/embeddings/eyJ-not-a-token?limit=2", '{"token": 1, "text": "How do I get an API key?"}', "?tokens=3"])(
  "leaves %s as it is",
  (text) => {
    expect(withoutSecrets(text)).toBe(text);
  },
);
