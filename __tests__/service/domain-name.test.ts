import { domainNameProblem } from "../../service/domain-name";

test.each([
  "embeddings.example.com",
  "example.com",
  "a.b-c.9.example.co.uk",
  "xn--mnchen-3ya.example.com",
  `${"a".repeat(63)}.example.com`,
])("takes %s", (name) => {
  expect(domainNameProblem(name)).toBeUndefined();
});

test.each([
  ["https://embeddings.example.com", /^must be the name alone, .*: set it to embeddings\.example\.com$/],
  ["https://embeddings.example.com/v1/", /: set it to embeddings\.example\.com$/],
  ["embeddings.example.com/v1", /: set it to embeddings\.example\.com$/],
  ["embeddings.example.com:443", /: set it to embeddings\.example\.com$/],
  ["user@embeddings.example.com", /: set it to embeddings\.example\.com$/],
  ["https://[::1]/", /^must be the name alone, without scheme, port and path$/],
  ["embeddings example.com", /^must be the name alone, without scheme, port and path$/],
  ["*.example.com", /^must be one name: no API answers at a wildcard/],
  ["embeddings.example.com.", /^must not end with a dot: set it to embeddings\.example\.com$/],
  ["Embeddings.Example.com", /^must be in lower case: set it to embeddings\.example\.com$/],
  ["münchen.example.com", /^must be in ASCII \(Punycode\): set it to xn--mnchen-3ya\.example\.com$/],
  [`${"a.".repeat(124)}example`, /^must have at most 253 characters, not 255$/],
  ["localhost", /^must be a name such as embeddings\.example\.com: labels of up to 63 letters/],
  ["10.0.0.1", /^must be a name such as/],
  ["embeddings..example.com", /^must be a name such as/],
  ["-embeddings.example.com", /^must be a name such as/],
  ["embeddings-.example.com", /^must be a name such as/],
  ["our_embeddings.example.com", /^must be a name such as/],
  [`${"a".repeat(64)}.example.com`, /^must be a name such as/],
])("refuses %s, and says what to set", (name, problem) => {
  expect(domainNameProblem(name)).toMatch(problem);
});
