import type { ConsoleRequest } from "../../../../console/api/console-client";
import { deleteBelow } from "../../../../console/views/browse/delete-below";
import type { DeleteManyResponse } from "../../../../functions/routes/delete/delete-many-response";

const problem = { title: "Unavailable", status: 503, code: "storage_unavailable", detail: "Not now.", request_id: "r" };
const answer = (change: Partial<DeleteManyResponse>) =>
  ({
    dry_run: false,
    count: 0,
    ids: [],
    not_found: [],
    failed: [],
    next_cursor: null,
    ...change,
  }) as DeleteManyResponse;

/** Answers one after another, with what was asked. */
function answering(...answers: DeleteManyResponse[]) {
  const sent: unknown[] = [];
  const send = async ({ body }: ConsoleRequest) => {
    sent.push(body);
    return answers[sent.length - 1];
  };
  return { sent, api: { send } as never };
}

const args = { prefix: "docs:", isDryRun: false, signal: new AbortController().signal };

test("goes on by the cursor until there is none, and says how many there have been", async () => {
  const { sent, api } = answering(
    answer({ count: 500, next_cursor: "a" }),
    // There was no time for more.
    answer({ count: 0, next_cursor: "b" }),
    answer({ count: 20 }),
  );
  const counts: number[] = [];
  await expect(deleteBelow(api, { ...args, onCount: (count) => counts.push(count) })).resolves.toBe(520);
  expect(counts).toEqual([500, 500, 520]);
  expect(sent).toEqual([
    { prefix: "docs:", dry_run: false },
    { prefix: "docs:", dry_run: false, cursor: "a" },
    { prefix: "docs:", dry_run: false, cursor: "b" },
  ]);
});

test("tries again what has failed, and ends where that goes no further", async () => {
  const failed = [{ id: "docs:1", problem }] as DeleteManyResponse["failed"];
  const { sent, api } = answering(answer({ count: 5, failed, next_cursor: "a" }), answer({ failed, next_cursor: "b" }));
  const counts: number[] = [];
  const deleted = deleteBelow(api, { ...args, onCount: (count) => counts.push(count) });
  await expect(deleted).rejects.toMatchObject({
    message: "docs:1: Not now.",
    status: 503,
    code: "storage_unavailable",
  });
  expect([counts, sent.length]).toEqual([[5], 2]);
});
