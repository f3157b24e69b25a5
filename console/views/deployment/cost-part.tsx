import { formatCount, formatUsd } from "../../layout/formats";
import { type MonthOfUse, monthCost } from "./month-cost";
import type { PartProps } from "./part-props";

const numbers = {
  texts: "Texts stored in the month",
  searches: "Searches in the month",
  reranks: "Searches reranked",
  kept: "Embeddings kept",
} as const satisfies Partial<Record<keyof MonthOfUse, string>>;

/** What a month would cost, for as many texts and searches as one says. */
export function CostPart({ deployment: { cost }, address, onChange }: PartProps) {
  const rows = monthCost(cost, address);
  const totalUsd = rows.reduce((sum, { usd }) => sum + usd, 0);
  return (
    <div class="cost">
      <form class="cost-form" onSubmit={(event) => event.preventDefault()}>
        {Object.entries(numbers)
          .filter(([name]) => name !== "reranks" || cost.calls.reranks)
          .map(([name, title]) => (
            <label key={name}>
              {title}
              <input
                type="number"
                min="0"
                max="999999999999"
                step="1"
                inputMode="numeric"
                value={address[name as keyof typeof numbers]}
                onInput={({ currentTarget }) => {
                  if (currentTarget.validity.valid) {
                    onChange({ [name]: Number(currentTarget.value) }, { replace: true });
                  }
                }}
              />
            </label>
          ))}
        <label>
          Stored
          <select
            value={address.inBatches ? "batches" : "singly"}
            onChange={({ currentTarget }) =>
              onChange({ inBatches: currentTarget.value === "batches" }, { replace: true })
            }
          >
            <option value="batches">in batches of 100</option>
            <option value="singly">one by one</option>
          </select>
        </label>
      </form>
      <p class="cost-total" role="status">
        <strong>{formatUsd(totalUsd)}</strong> a month
      </p>
      {cost.problem ? <p class="notice">What it costs while nobody calls is not known: {cost.problem}</p> : null}
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">How many</th>
            <th scope="col">A million</th>
            <th scope="col">A month</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, count, price, usd }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{count === undefined ? "" : formatCount(count)}</td>
              <td>{count === undefined ? "" : formatUsd(price)}</td>
              <td>{formatUsd(usd)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td />
            <td />
            <td>{formatUsd(totalUsd)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="detail-quiet">
        By AWS’s list prices in us-east-1, without what an account has for nothing, for texts of 100 tokens and Titan
        Text Embeddings V2. A search costs more as its index grows. These are the figures of <code>docs/cost.md</code>{" "}
        and <code>npm run bench -- cost</code>.
      </p>
    </div>
  );
}
