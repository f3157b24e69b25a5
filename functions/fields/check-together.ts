import * as z from "zod/mini";

/** What is wrong with fields, by their paths, such as `items.3.metadata`; undefined where nothing is. */
export type Problems = Readonly<Record<string, string | undefined>>;

/** Checks what fields say together, which each of them alone does not: of those that act only with another, most. */
export function checkTogether<Value>(problemsOf: (value: Value) => Problems) {
  return z.superRefine<Value>((value, context) => {
    for (const [path, message] of Object.entries(problemsOf(value))) {
      if (message) context.addIssue({ code: "custom", path: path.split("."), message });
    }
  });
}
