import type { Vectors } from "./vectors";

/** The name that clients give a model by default. */
export const servedModel = "text-embedding-3-small";

/** How many vectors of 1,024 numbers an answer has room for, as numbers. */
const textsPerRequest = 256;

/** The vectors of texts by requests without any client, to a service that asks for no key. Throws where one fails. */
export async function plainVectors(baseUrl: string, texts: readonly string[], dimensions?: number): Promise<Vectors> {
  const vectors: (readonly number[])[] = [];
  for (let from = 0; from < texts.length; from += textsPerRequest) {
    const input = texts.slice(from, from + textsPerRequest);
    const { status, body } = await plainRequest(baseUrl, { model: servedModel, input, dimensions });
    if (status !== 200) throw new Error(`a plain request is answered ${status}: ${body}`);
    const { data } = JSON.parse(body) as { data: { index: number; embedding: number[] }[] };
    vectors.push(...data.toSorted((one, other) => one.index - other.index).map(({ embedding }) => embedding));
  }
  return vectors;
}

/** The status that a request without any client is answered. */
export async function plainStatus(baseUrl: string, texts: readonly string[]): Promise<number> {
  return (await plainRequest(baseUrl, { model: servedModel, input: texts })).status;
}

async function plainRequest(baseUrl: string, request: object): Promise<{ status: number; body: string }> {
  const response = await fetch(`${baseUrl}/embeddings`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  return { status: response.status, body: await response.text() };
}
