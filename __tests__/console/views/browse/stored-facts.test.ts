import { metadataText, storedFacts } from "../../../../console/views/browse/stored-facts";

test("says what is known of an embedding, and nothing of what another writer has left out", () => {
  const stored = {
    id: "a",
    model: "amazon.titan-embed-text-v2:0",
    dimension: 1_024,
    input_token_count: 1_234,
    input_type: "document",
    truncated: true,
    normalized: false,
    created_at: "not a time",
  };
  expect(storedFacts(stored)).toEqual([
    ["Stored", "not a time"],
    ["Model", "amazon.titan-embed-text-v2:0"],
    ["Numbers", "1,024"],
    ["Tokens", "1,234"],
    ["Made for", "document"],
    ["Length", "not 1"],
    ["Text", "embedded without its end"],
  ]);
  expect(storedFacts({ id: "a", model: null, input_token_count: null })).toEqual([["Model", "computed elsewhere"]]);
  expect(storedFacts({ id: "a", created_at: 0, normalized: true })).toEqual([
    ["Stored", expect.stringContaining("1970")],
    ["Model", "computed elsewhere"],
    ["Length", "1"],
  ]);
});

test("writes what metadata holds as it is read", () => {
  expect(["a b", 7, false, null, ["a", 1]].map(metadataText)).toEqual(["a b", "7", "false", "null", '["a",1]']);
});
