import { type Resource, settled, UnknownValue } from "../../policy/resource";
import { resourceViolations } from "../../policy/violations";

const unknown = { __pulumiUnknown: true };
const copy = (source: unknown) => settled(source) as Resource["props"];

test("copies what is known, and shares nothing with the source", () => {
  const source = { name: "a", tags: { team: "b" }, rules: [{ days: 1 }], none: null };
  const copied = copy(source);
  expect(copied).toEqual(source);
  source.rules.push({ days: 2 });
  expect(copied["rules"]).toEqual([{ days: 1 }]);
});

test("throws where something is read that is not known, and nowhere else", () => {
  const props = copy({ name: "a", policy: unknown, rules: [{ days: unknown, id: "b" }] });
  expect(props["name"]).toBe("a");
  expect(() => props["policy"]).toThrow(UnknownValue);
  const [rule] = props["rules"] as [{ id: string; days: number }];
  expect(rule.id).toBe("b");
  expect(() => rule.days).toThrow(UnknownValue);
});

test("takes a property that throws for one that is not known, as @pulumi/policy hands it over", () => {
  const source = {
    get policy(): string {
      throw new Error("can't be known during preview");
    },
  };
  expect(() => copy(source)["policy"]).toThrow(UnknownValue);
});

test("passes archives on as they are", () => {
  class Archive {}
  const archive = new Archive();
  expect(copy({ code: archive })["code"]).toBe(archive);
});

test("finds nothing wrong by a value that is not known, and fails on any other error", () => {
  const resource = { type: "a", name: "a", props: copy({ size: unknown }), opts: { protect: false } };
  const rule = { id: "a", name: "a", description: "a" };
  const reading = { ...rule, resource: { problem: ({ props }: Resource) => (props["size"] ? undefined : "is empty") } };
  expect(resourceViolations(reading, resource)).toEqual([]);
  expect(resourceViolations(reading, { ...resource, props: {} })).toMatchObject([{ message: "is empty" }]);
  const failing = { ...rule, resource: { problem: () => JSON.parse("{") } };
  expect(() => resourceViolations(failing, resource)).toThrow(SyntaxError);
});
