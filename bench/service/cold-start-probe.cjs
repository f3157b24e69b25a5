// Loads a function in this fresh process, sends it one event, and prints how long both took, in milliseconds.
const [file] = process.argv.slice(2);
const event = JSON.parse(process.env.BENCH_EVENT);
const context = { awsRequestId: "bench", getRemainingTimeInMillis: () => 29_000 };
const print = process.stdout.write.bind(process.stdout);
// What the function logs.
process.stdout.write = () => true;

// Not by the global `performance`, which would be loaded for the function's use as well.
const now = () => Number(process.hrtime.bigint()) / 1e6;
const start = now();
const { handler } = require(file);
const loadMs = now() - start;
handler(event, context).then(({ statusCode, body = "", isBase64Encoded }) => {
  const answerMs = now() - start;
  const text = Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString();
  print(JSON.stringify({ loadMs, answerMs, statusCode, text }), () => process.exit());
});
