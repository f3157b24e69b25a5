import { isRecord, list, texts } from "./values";

/** One condition of a statement. */
export interface Condition {
  /** In lower case, such as `stringequals`. */
  readonly operator: string;
  /** In lower case, such as `aws:securetransport`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a policy, with all that its grammar lets one write in several ways written in one. */
export interface CanonicalStatement {
  readonly allows: boolean;
  /** What it allows at the most, or denies at the least: `NotAction` and its like become `*`, or nothing. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Kind and id, such as `Service lambda.amazonaws.com`; of everyone `* *`. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

/** What a text that is no policy is taken for, so that no rule takes it for harmless. */
const everything: CanonicalStatement = {
  allows: true,
  actions: ["*"],
  resources: ["*"],
  principals: ["* *"],
  conditions: [],
};

/** The statements of a policy, which is JSON text or the object itself; none where there is no policy. */
export function statements(document: unknown): CanonicalStatement[] {
  if (document === undefined || document === null || document === "") return [];
  const policy = typeof document === "string" ? parse(document) : document;
  if (!isRecord(policy)) return [everything];
  return list(policy["Statement"]).map((statement) => (isRecord(statement) ? toStatement(statement) : everything));
}

function toStatement(source: Readonly<Record<string, unknown>>): CanonicalStatement {
  const allows = source["Effect"] !== "Deny";
  const either = (key: string) => (source[`Not${key}`] === undefined ? texts(source[key]) : allows ? ["*"] : []);
  return {
    allows,
    actions: either("Action"),
    resources: either("Resource"),
    principals: principals(source, allows),
    conditions: conditions(source["Condition"]),
  };
}

function principals(source: Readonly<Record<string, unknown>>, allows: boolean): string[] {
  if (source["NotPrincipal"] !== undefined) return allows ? ["* *"] : [];
  const { Principal: principal } = source;
  if (!isRecord(principal)) return texts(principal).map((id) => `* ${id}`);
  return Object.entries(principal).flatMap(([kind, ids]) =>
    texts(ids).map((id) => (id === "*" ? "* *" : `${kind} ${id}`)),
  );
}

function conditions(source: unknown): Condition[] {
  if (!isRecord(source)) return [];
  return Object.entries(source).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: list(values).map(String),
    })),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a pattern of a policy, in which `*` and `?` stand for others, covers an action or ARN. */
export function covers(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(value);
}

/** Whether it allows the action, on whatever resource. */
export function allowsAction({ allows, actions }: CanonicalStatement, action: string): boolean {
  return allows && actions.some((pattern) => covers(pattern, action));
}

/** The values to which a key is held, by an operator that compares with nothing but them; none where it is free. */
export function heldTo(
  { conditions: all }: CanonicalStatement,
  key: string,
  operators: readonly string[],
): readonly string[] {
  return all.filter((one) => one.key === key && operators.includes(one.operator)).flatMap(({ values }) => values);
}

/** Whether everyone in AWS may use what it allows, under no condition. */
export function isPublic({ allows, principals: who, conditions: all }: CanonicalStatement): boolean {
  return allows && who.includes("* *") && all.length === 0;
}
