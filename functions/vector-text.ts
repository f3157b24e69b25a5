/** The JSON text of vectors that came as JSON. */
const texts = new WeakMap<readonly number[], string>();

/** Stands for a vector in a text; no valid request has half of a surrogate pair. */
const placeholder = "\ud800";

/**
 * Remembers how a vector was written in the JSON text of an object, where that is beyond doubt: as the first field,
 * with this name, of which there is one.
 */
export function rememberVectorText(vector: readonly number[], json: string, field: string): void {
  const name = JSON.stringify(field);
  const [start = "", array = ""] = new RegExp(`^\\s*\\{\\s*${name}\\s*:\\s*(\\[[^\\]]*\\])`).exec(json) ?? [];
  if (array && !json.includes(name, start.length)) texts.set(vector, array);
}

/**
 * A value as JSON. A vector is written as it came where that is remembered: to find the digits of 1,024 numbers anew
 * takes longer than all else that is done with them, and what is generated and stored is written twice (-15% of the time
 * of such a request, without the model's and S3's own).
 */
export function toJson(value: object): string {
  const vectors: string[] = [];
  const json = JSON.stringify(value, (_, field) => {
    const text = Array.isArray(field) ? texts.get(field) : undefined;
    if (text === undefined) return field;
    vectors.push(text);
    return placeholder;
  });
  const [first = "", ...parts] = json.split(JSON.stringify(placeholder));
  return first + parts.map((part, index) => `${vectors[index]}${part}`).join("");
}
