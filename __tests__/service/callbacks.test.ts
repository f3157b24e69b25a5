import * as pulumi from "@pulumi/pulumi";
import { callbacks } from "../../service/callbacks";

test.each(callbacks)("$name captures nothing, which a kept build would not know of", async ({ callbackFactory }) => {
  const { text } = await pulumi.runtime.serializeFunction(callbackFactory, { isFactoryFunction: true });
  const captured = [...text.matchAll(/with\(\{(.*?)\}\)/g)].map(([, names = ""]) => names.trim());
  expect(captured).toEqual(["this: undefined, arguments: undefined"]);
});
