/** One value or several. */
export type Values = string | readonly string[];

/** The conditions of a policy's statement, by operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Values>>>>;

export function listOf(values: Values): readonly string[] {
  return typeof values === "string" ? [values] : values;
}

/** Whether a text fits a pattern in which `*` is any text and `?` any character. */
export function matchesPattern(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}

const operators: Readonly<Record<string, (value: string, actual: string) => boolean>> = {
  StringEquals: (value, actual) => value === actual,
  StringLike: matchesPattern,
};

/**
 * Whether all conditions hold in a request. Throws where it does not know an operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: Conditions, request: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([name, keys]) => {
    const ifExists = name.endsWith("IfExists");
    const operator = operators[name.replace(/IfExists$/, "")];
    if (!operator) throw new Error(`The operator ${name} is not known here: add it to policy-conditions.ts`);
    return Object.entries(keys).every(([key, values]) => {
      const actual = request[key];
      return actual === undefined ? ifExists : listOf(values).some((value) => operator(value, actual));
    });
  });
}
