import { views } from "../../console/views/views";
import { sceneOf, scenes } from "../../scripts/pictures/scenes";

test("shows in pictures what there is a view for, and every other view as it opens", () => {
  const names = views.map(({ name }) => name);
  expect(Object.keys(scenes).filter((name) => !names.includes(name))).toEqual([]);
  expect(sceneOf("nothing")).not.toHaveProperty("query");
});
