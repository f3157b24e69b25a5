import type { Import } from "./imports";

/**
 * The circles of imports: in each folder, among the files and folders that it directly holds. Where there are none, what a
 * folder holds has an order, and every import goes down. A circle is told by the imports that make it.
 */
export function circlesOf(imports: readonly Import[]): string[] {
  const folders: Record<string, Record<string, Record<string, Import>>> = {};
  for (const one of imports) {
    if (one.of !== "project") continue;
    const [from, to] = [one.file.split("/"), one.target.split("/")];
    const differing = from.findIndex((name, index) => name !== to[index]);
    // A file that imports itself is a circle too.
    const depth = differing < 0 ? from.length - 1 : differing;
    const [folder, name, imported] = [from.slice(0, depth).join("/"), String(from[depth]), String(to[depth])];
    folders[folder] ??= {};
    folders[folder][name] ??= {};
    folders[folder][name][imported] ??= one;
  }
  return Object.values(folders).flatMap((graph) => {
    const circle = circleIn(graph);
    return circle ? [circle.map(({ file, target }) => `${file} imports ${target}`).join(", ")] : [];
  });
}

/** The imports of one circle in a graph. */
function circleIn(graph: Readonly<Record<string, Readonly<Record<string, Import>>>>): Import[] | undefined {
  const done = new Set<string>();
  const down = (name: string, names: readonly string[], path: readonly Import[]): Import[] | undefined => {
    const start = names.indexOf(name);
    if (start >= 0) return path.slice(start);
    if (done.has(name)) return undefined;
    for (const [next, one] of Object.entries(graph[name] ?? {})) {
      const circle = down(next, [...names, name], [...path, one]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of Object.keys(graph)) {
    const circle = down(name, [], []);
    if (circle) return circle;
  }
  return undefined;
}
