import { type Resource, settled, UnknownValue } from "../../policy/resource";
import { Stack } from "../../policy/stack";

const unknown = { __pulumiUnknown: true };
const resource = (type: string, name: string, props: Record<string, unknown>): Resource => ({
  type,
  name,
  props: settled(props) as Resource["props"],
  opts: { protect: false },
});
const bucket = (name: string) => resource("bucket", name, { bucket: name, id: unknown });
const settings = (name: string, of: unknown) => resource("settings", name, { bucket: of });
const link = ({ props }: Resource) => props["bucket"];

const a = bucket("a");
const b = bucket("b");

test("links resources by id, ARN or name", () => {
  const role = resource("role", "role", { id: "role-1", arn: "arn:aws:iam::000000000000:role/role-1", name: "role-1" });
  const byName = resource("policy", "by-name", { role: "role-1" });
  const byArn = resource("policy", "by-arn", { role: "arn:aws:iam::000000000000:role/role-1" });
  const other = resource("policy", "other", { role: "role-2" });
  const stack = new Stack([role, byName, byArn, other]);
  expect(stack.linked(role, stack.ofType("policy"), ({ props }) => props["role"])).toEqual([byName, byArn]);
});

test("does not say that nothing is linked where a link is not known", () => {
  const stack = new Stack([a, b, settings("of-b", "b"), settings("of-somebody", unknown)]);
  expect(stack.linked(b, stack.ofType("settings"), link)).toHaveLength(1);
  expect(() => stack.linked(a, stack.ofType("settings"), link)).toThrow(UnknownValue);
  expect(new Stack([a]).linked(a, [], link)).toEqual([]);
});

test.each([
  ["nothing", [], [true, true]],
  ["settings of the other", [settings("of-b", "b")], [true, false]],
  ["settings of both", [settings("of-a", "a"), settings("of-b", "b")], [false, false]],
  ["settings of somebody", [settings("of-somebody", unknown)], [true, true]],
  ["settings of somebody twice", [settings("1", unknown), settings("2", unknown)], [false, false]],
  ["settings of one and of somebody", [settings("of-b", "b"), settings("of-somebody", unknown)], [false, false]],
])("tells who lacks settings where there are %s", (_, candidates, expected) => {
  const stack = new Stack([a, b, ...candidates]);
  expect([a, b].map((one) => stack.lacks(one, candidates, link))).toEqual(expected);
});
