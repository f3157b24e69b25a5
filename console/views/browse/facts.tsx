/** What is what, a line each. */
export function Facts({ rows }: { readonly rows: readonly (readonly [of: string, says: string])[] }) {
  return (
    <dl class="facts">
      {rows.map(([of, says]) => (
        <div key={of}>
          <dt>{of}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
