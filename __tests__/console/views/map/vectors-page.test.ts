import { nextLimit, readVectorsPage, requestOfPage } from "../../../../console/views/map/vectors-page";
import { base64Floats } from "../../../../embedding/base64-floats";

function listed(id: string, vector?: number[] | string, more: object = {}) {
  const embedding = Array.isArray(vector) ? base64Floats(vector) : vector;
  return { id, s3_key: `embeddings/${id}.json`, ...(embedding === undefined ? {} : { embedding }), ...more };
}

test("asks for what a point is, page by page", () => {
  expect(requestOfPage(undefined, 1_000)).toEqual({
    method: "GET",
    path: "/embeddings?include=embedding%2Ctext%2Cmetadata&encoding=base64&limit=1000",
    isBackground: true,
  });
  expect(requestOfPage("a/b=", 5).path).toMatch(/&limit=5&cursor=a%2Fb%3D$/);
});

test("reads points with their vectors, and counts what has none or another one", () => {
  const embeddings = [
    listed("a", [1, 2], { text: "A", metadata: { k: 1 } }),
    listed("gone"),
    listed("b", [3, 4]),
    listed("long", [1, 2, 3]),
    listed("torn", "AAAA"),
    listed("empty", ""),
  ];
  expect(readVectorsPage({ embeddings }, undefined)).toEqual({
    points: [
      { id: "a", text: "A", metadata: { k: 1 } },
      { id: "b", text: undefined, metadata: {} },
    ],
    vectors: [base64Floats([1, 2]), base64Floats([3, 4])],
    width: 2,
    unread: 3,
    otherWidth: 1,
  });
});

test("keeps to the length of earlier pages", () => {
  expect(readVectorsPage({ embeddings: [listed("a", [1, 2])] }, 3)).toMatchObject({
    points: [],
    width: 3,
    otherWidth: 1,
  });
  expect(readVectorsPage({ embeddings: [] }, undefined).width).toBeUndefined();
});

test("asks for no more next time than an answer had room for", () => {
  expect(nextLimit(1_000, 1_000)).toBe(1_000);
  expect(nextLimit(1_000, 900)).toBe(855);
  expect(nextLimit(1, 0)).toBe(1);
});
