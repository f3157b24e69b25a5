import type { DeploymentDocument } from "../../deployment/deployment-document";

/** The columns of the diagram, from what is called to what it reaches. */
export const columns = { route: "Routes", function: "Functions", role: "Roles", store: "Stores and models" } as const;
export type Column = keyof typeof columns;

/** A resource in the diagram. */
export interface DiagramNode {
  /** The column and the resource's own name. */
  readonly id: string;
  readonly column: Column;
  readonly label: string;
  /** All of its name. */
  readonly title: string;
  /** Its middle, in rows from the top. */
  readonly row: number;
}

/** What leads from one resource to another. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** What is done, where it is said. */
  readonly verbs: readonly string[];
}

/** Where everything is. */
export interface DiagramLayout {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly rows: number;
}

type Deployed = Pick<DeploymentDocument, "routes" | "functions" | "roles" | "stores">;

/** Lays out a deployment: a row for each route, what is behind it at its height, and what all of them share beside them. */
export function layOut({ routes, functions, roles, stores }: Deployed): DiagramLayout {
  const routesOf = (name: string) =>
    routes
      .filter((route) => route.function === name)
      .toSorted((a, b) => pathOf(a.routeKey).localeCompare(pathOf(b.routeKey)));
  const reachesNothing = ({ role }: { readonly role: string }) =>
    Number(!roles.some(({ name, uses }) => name === role && uses.length > 0));
  const ordered = functions
    .map((one) => ({ ...one, routes: routesOf(one.name) }))
    .toSorted(
      (a, b) =>
        reachesNothing(a) - reachesNothing(b) ||
        pathOf(a.routes[0]?.routeKey ?? "").localeCompare(pathOf(b.routes[0]?.routeKey ?? "")),
    );
  const nodes: DiagramNode[] = [];
  const edges: DiagramEdge[] = [];
  const place = (column: Column, name: string, label: string, row: number) =>
    nodes.push({ id: nodeId(column, name), column, label, title: name, row });
  const lead = (from: string, to: string, verbs: readonly string[] = []) => edges.push({ from, to, verbs });

  let rows = 0;
  const rowsOfRole = new Map<string, number[]>();
  for (const { name, title, role, routes: own } of ordered) {
    const first = rows;
    for (const { routeKey } of own) {
      place("route", routeKey, routeKey, rows + 0.5);
      lead(nodeId("route", routeKey), nodeId("function", name));
      rows += 1;
    }
    // What no route calls has a row of its own.
    if (own.length === 0) rows += 1;
    const row = (first + rows) / 2;
    place("function", name, title, row);
    lead(nodeId("function", name), nodeId("role", role));
    rowsOfRole.set(role, [...(rowsOfRole.get(role) ?? []), row]);
  }
  const shorter = withoutSharedStart(roles.map(({ name }) => name));
  for (const [index, { name, uses }] of roles.entries()) {
    const own = rowsOfRole.get(name) ?? [];
    if (own.length === 0) continue;
    place("role", name, shorter[index] ?? name, own.reduce((sum, row) => sum + row, 0) / own.length);
    for (const { store, verbs } of uses) lead(nodeId("role", name), nodeId("store", store), verbs);
  }
  // Beside the middle of those that use them.
  const used = edges
    .filter(({ verbs }) => verbs.length > 0)
    .flatMap(({ from }) => nodes.filter(({ id }) => id === from));
  const height = Math.max(...used.map(({ row }) => row), stores.length * 2, 1) + 0.5;
  for (const [index, { arn, name }] of stores.entries()) {
    place("store", arn, name, (height * (index + 0.5)) / stores.length);
  }
  return { nodes, edges, rows: Math.max(rows, Math.ceil(height)) };
}

/** By which a resource is named in the diagram. */
export function nodeId(column: Column, name: string): string {
  return `${column}/${name}`;
}

/** What leads to a resource or comes after it, and itself. */
export function connected(id: string, edges: readonly DiagramEdge[]): ReadonlySet<string> {
  const found = new Set([id]);
  const follow = (from: "from" | "to", to: "from" | "to") => {
    const reached = new Set([id]);
    // Sets go on with what is added meanwhile.
    for (const one of reached) for (const edge of edges) if (edge[from] === one) reached.add(edge[to]);
    for (const one of reached) found.add(one);
  };
  follow("from", "to");
  follow("to", "from");
  return found;
}

function pathOf(routeKey: string): string {
  return routeKey.split(" ")[1] ?? "\uFFFF";
}

/** Names without what all of them begin with, up to a hyphen. */
export function withoutSharedStart(names: readonly string[]): string[] {
  const [first = ""] = names;
  if (names.length < 2) return [...names];
  let shared = "";
  for (const [start] of first.matchAll(/.*?-/g)) {
    if (!names.every((name) => name.startsWith(shared + start))) break;
    shared += start;
  }
  return names.map((name) => name.slice(shared.length) || name);
}
