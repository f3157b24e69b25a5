import type { UpstreamAnswer, UpstreamRequest } from "../handler/upstream";

/** What a batch answers of one item: that it was stored, or the status and code of its problem. */
export type ItemAnswer = "stored" | readonly [status: number, code: string];

/** The ids of the items in a request to `POST /embeddings/batch`. */
export function idsOf({ body }: Pick<UpstreamRequest, "body">): string[] {
  return (JSON.parse(body) as { items: { embedding_id: string }[] }).items.map((item) => item.embedding_id);
}

/** The answer to a request to `POST /embeddings/batch`, as the service gives it, with 10 tokens for each text that is stored. */
export function batchAnswer(
  request: UpstreamRequest,
  item: (id: string) => ItemAnswer = () => "stored",
): UpstreamAnswer {
  const results = idsOf(request).map((id, index) => {
    const answer = item(id);
    return answer === "stored"
      ? {
          index,
          success: true,
          status: 200,
          embedding_id: id,
          embedding: [1, 0],
          text_length: 4,
          input_token_count: 10,
          s3_key: `embeddings/${id}.json`,
          indexed: true,
        }
      : {
          index,
          success: false,
          status: answer[0],
          embedding_id: id,
          problem: { ...problem(...answer), request_id: "r" },
        };
  });
  const succeeded = results.filter(({ success }) => success).length;
  return {
    status: succeeded === results.length ? 200 : 207,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      results,
      dimension: 2,
      model: "amazon.titan-embed-text-v2:0",
      succeeded,
      failed: results.length - succeeded,
      not_started: [],
      input_token_count: succeeded * 10,
      processing_time_ms: 1,
    }),
  };
}

/** An answer with a problem document. */
export function problemAnswer(status: number, code: string, headers: Record<string, string> = {}): UpstreamAnswer {
  const type = { "content-type": "application/problem+json" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(problem(status, code)) };
}

function problem(status: number, code: string) {
  return { type: "about:blank", title: "Problem", status, code, detail: `What ${code} means.` };
}
