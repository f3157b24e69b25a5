// Sends a function one event after another, so many rounds of them, and prints how long each took and how long it computed, in
// milliseconds, what it answered last, and the most memory that this process has had, in kilobytes.
const [file, rounds] = process.argv.slice(2);
const print = process.stdout.write.bind(process.stdout);
// What the function logs.
process.stdout.write = () => true;

let sent = "";
process.stdin.on("data", (chunk) => {
  sent += chunk;
});
process.stdin.on("end", async () => {
  const events = JSON.parse(sent);
  const { handler } = require(file);
  const context = { awsRequestId: "bench", getRemainingTimeInMillis: () => 29_000 };
  const taken = events.map(() => []);
  const computed = events.map(() => []);
  const answers = [];
  for (let round = 0; round < Number(rounds); round++) {
    for (const [place, event] of events.entries()) {
      const [start, used] = [performance.now(), process.cpuUsage()];
      const { statusCode, body = "" } = await handler(event, context);
      taken[place].push(performance.now() - start);
      const { user, system } = process.cpuUsage(used);
      computed[place].push((user + system) / 1_000);
      answers[place] = { statusCode, body: body.slice(0, 500) };
    }
  }
  print(JSON.stringify({ taken, computed, answers, peakKb: process.resourceUsage().maxRSS }), () => process.exit());
});
