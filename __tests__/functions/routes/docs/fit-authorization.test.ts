import { fitAuthorization } from "../../../../functions/routes/docs/fit-authorization";
import description from "../../../../openapi.json";

test.each([
  ["keys", "key"],
  ["jwt", "jwt"],
])("leaves of the ways to authorize that of auth %s", (auth, name) => {
  const { security, components, ...others } = fitAuthorization(description, auth);
  expect(security).toEqual([{ [name]: [] }]);
  expect(Object.keys(components.securitySchemes ?? {})).toEqual([name]);
  expect(components).toMatchObject({ schemas: description.components.schemas });
  expect(others.info).toEqual(description.info);
});

test.each([
  ["none", "of everyone"],
  ["iam", "which this page cannot send"],
])("leaves none with auth %s, and says so", (auth, said) => {
  const { security, components, info } = fitAuthorization(description, auth);
  expect(security).toEqual([]);
  expect(components).not.toHaveProperty("securitySchemes");
  expect(info.description).toMatch(/^Text embeddings/);
  expect(info.description).toContain(said);
});

test.each([undefined, "", "basic", "toString"])("leaves all with auth %s, of which it knows nothing", (auth) => {
  expect(fitAuthorization(description, auth)).toBe(description);
});
