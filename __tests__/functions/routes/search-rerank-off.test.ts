import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });

test.each([true, {}, { model: "amazon.rerank-v1:0" }])(
  "refuses rerank %j where no model is allowed",
  async (rerank) => {
    const { status, body } = await post(handler, { text: "x", rerank });
    const message = "is off, for the bootstrap's rerankModels allows no model";
    expect([status, body["errors"]]).toEqual([422, [{ field: "rerank", message }]]);
    expect(upstreams.bedrock.requests).toEqual([]);
  },
);
