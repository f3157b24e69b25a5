import type { Resource } from "../../../policy/resource";

/** Something that somebody could do to what a layer registers, and the rule that must report it. */
export interface Mutation {
  readonly rule: string;
  /** What it does, as a verb phrase. */
  readonly name: string;
  readonly change: Change;
}

/** A resource that a mutation may change. */
export type MutableResource = {
  type: string;
  name: string;
  props: Record<string, unknown>;
  opts: { protect: boolean; retainOnDelete?: boolean | undefined };
};

/** Changes a copy of a stack's resources. */
export type Change = (resources: MutableResource[]) => MutableResource[];

type Statement = Record<string, unknown>;

/** A copy of resources that shares nothing with them but archives. */
export function mutableCopy(resources: readonly Resource[]): MutableResource[] {
  return resources.map(({ type, name, props, opts }) => {
    const { code, ...json } = props;
    return { type, name, props: { ...structuredClone(json), ...(code ? { code } : {}) }, opts: { ...opts } };
  });
}

/** Sets the value at a path of keys and indexes; undefined removes it. */
export function set(name: string, path: string, value: unknown): Change {
  return edit(name, ({ props }) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], props);
    if (value === undefined) delete (parent as Record<string, unknown>)[last];
    else (parent as Record<string, unknown>)[last] = value;
  });
}

/** Changes the options that a resource is registered with. */
export function setOptions(name: string, opts: Partial<MutableResource["opts"]>): Change {
  return edit(name, (resource) => Object.assign(resource.opts, opts));
}

/** Changes the first statement of a policy, which is in `key`. */
export function editStatement(name: string, change: (statement: Statement) => void, key = "policy"): Change {
  return editStatements(name, ([first]) => change(first ?? {}), key);
}

/** Adds a statement that allows these actions on these resources to a policy. */
export function allowAlso(name: string, actions: string[], resources: string[], condition?: unknown): Change {
  return addStatement(name, {
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(condition ? { Condition: condition } : {}),
  });
}

/** Adds a statement to a policy. */
export function addStatement(name: string, statement: Statement): Change {
  return editStatements(name, (statements) => statements.push(statement));
}

function editStatements(name: string, change: (statements: Statement[]) => void, key = "policy"): Change {
  return edit(
    name,
    ({ props }) => {
      const document = JSON.parse(String(props[key]));
      change(document.Statement);
      props[key] = JSON.stringify(document);
    },
    (resource) => key in resource.props,
  );
}

/** Removes a resource. */
export function remove(name: string): Change {
  return (resources) => resources.filter((resource) => resource !== find(resources, name));
}

/** Registers another resource. */
export function add(type: string, name: string, props: Record<string, unknown> = {}): Change {
  return (resources) => [...resources, { type, name, props, opts: { protect: false } }];
}

function edit(
  name: string,
  change: (resource: MutableResource) => void,
  isMeant: (resource: MutableResource) => boolean = () => true,
): Change {
  return (resources) => {
    change(find(resources, name, isMeant));
    return resources;
  };
}

function find(
  resources: MutableResource[],
  name: string,
  isMeant: (resource: MutableResource) => boolean = () => true,
): MutableResource {
  const [found, ...others] = resources.filter((resource) => resource.name === name && isMeant(resource));
  if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} resources are named ${name}`);
  return found;
}
