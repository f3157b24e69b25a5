import type { UpstreamAnswer, UpstreamRequest } from "./upstream";

/** Finite numbers, all different, that a 32-bit float holds exactly. */
export function vector(length: number): number[] {
  return Array.from({ length }, (_, index) => Math.fround(Math.sin(index)));
}

/** What Titan answers with such an embedding. */
export function titan(embedding: unknown, inputTextTokenCount: unknown = 3): UpstreamAnswer {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ embedding, inputTextTokenCount }),
  };
}

/** By the number of dimensions. */
const embedded = new Map<number, UpstreamAnswer>();

/** What Titan answers to a request that is all right. */
export function embeds({ body }: UpstreamRequest): UpstreamAnswer {
  const { dimensions } = JSON.parse(body);
  const answer = embedded.get(dimensions) ?? titan(vector(dimensions));
  embedded.set(dimensions, answer);
  return answer;
}

/** An error of an AWS service with a JSON protocol. */
export function failure(status: number, type: string, message = "upstream secret"): UpstreamAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": type },
    body: JSON.stringify({ message }),
  };
}

/** An error of S3. */
export function s3Failure(status: number, code: string): UpstreamAnswer {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>upstream secret</Message></Error>`,
  };
}
