import type { Measurement } from "../measurement";
import { localEncoders } from "./local-encoders";

const passageCharacters = 1_000;
const passages = 60;
const rounds = 3;

/** How many passages a second each local model embeds, with nothing around it. */
export async function benchEncoding(): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const { name, encoder, close } of localEncoders()) {
    const samples: number[] = [];
    // The first one loads the encoder.
    for (let round = 0; round <= rounds; round++) {
      const begin = performance.now();
      await Promise.all(
        Array.from({ length: passages }, (_, number) =>
          encoder.encode(passage(round * passages + number), { dimension: 1_024, space: "" }),
        ),
      );
      if (round > 0) samples.push(passages / ((performance.now() - begin) / 1_000));
    }
    await close();
    measured.push({
      what: `--model ${name}`,
      measure: `passages of ${passageCharacters} characters a second`,
      samples,
    });
  }
  return measured;
}

const sentences = [
  "The service stores each text under an id and finds it again by what it means.",
  "Where the disk is full, it says so in one line, fails the requests that need it, and goes on when that is over.",
  "A request that takes longer than the timeout is answered with the status 504, and the client tries it again.",
  "Boundary layers grow along the surface until the flow separates from it at the trailing edge of the wing.",
  "Keys are rotated each quarter by whoever is on call, as the handbook of the team says.",
  "In March the prices of flats in the city rose by three percent, while those in the country fell.",
  "The recipe asks for two eggs, a pinch of salt, and as much flour as the dough will take.",
];

/** English in sentences, other than that of any other number. */
function passage(number: number): string {
  const text = Array.from(
    { length: 20 },
    (_, index) => `${number + index}. ${sentences[(number * 3 + index * 5) % sentences.length]}`,
  ).join(" ");
  return text.slice(0, passageCharacters);
}
