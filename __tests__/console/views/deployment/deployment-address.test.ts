import { deploymentHref, parseDeployment } from "../../../../console/views/deployment/deployment-address";

const parse = (query: string) => parseDeployment(new URLSearchParams(query));

test.each([
  "",
  "part=cost&texts=5&searches=0&reranks=3&kept=7&stored=singly",
  "of=function%2Fteam",
  "part=configuration&only=changed",
])("reads and writes %j alike", (query) =>
  expect(deploymentHref(parse(query))).toBe(query ? `#/deployment?${query}` : "#/deployment"),
);

test("takes what is no value as if it were not there", () => {
  expect(parse("part=toString&texts=-1&searches=1e9&kept=9999999999999")).toEqual(parse(""));
});
