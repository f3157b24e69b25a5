import cl100k from "js-tiktoken/ranks/cl100k_base";

/**
 * The bytes of each token of cl100k_base, the vocabulary of OpenAI's embedding models: for every id from 0 how many it has,
 * 0 where there is no such token, and these. A special token is its text.
 */
export default tableOf([...ordinaryTokens(), ...specialTokens()]);

/** An id and the bytes of its token. */
type Token = readonly [id: number, bytes: Buffer];

/** Of lines that start with `!` and the id of their first token: https://github.com/dqbd/tiktoken */
function ordinaryTokens(): Token[] {
  return cl100k.bpe_ranks.split("\n").flatMap((line) => {
    const [, first, ...tokens] = line.split(" ");
    return tokens.map((base64, index): Token => [Number(first) + index, Buffer.from(base64, "base64")]);
  });
}

function specialTokens(): Token[] {
  return Object.entries<number>(cl100k.special_tokens).map(([text, id]) => [id, Buffer.from(text)]);
}

function tableOf(tokens: readonly Token[]): Uint8Array {
  const byId = new Map(tokens);
  return Buffer.concat(
    Array.from({ length: Math.max(...byId.keys()) + 1 }, (_, id) => byId.get(id) ?? Buffer.alloc(0)).flatMap(
      (bytes) => [Buffer.of(bytes.length), bytes],
    ),
  );
}
