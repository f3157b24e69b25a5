/** Moves the focus by the arrow keys among the rows of the list; Escape closes what is open. */
export function moveAmongRequests(close: () => void) {
  return (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const { key, currentTarget: view, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    if (key === "Escape" && !target.matches("select")) close();
    const rows = [...view.querySelectorAll<HTMLElement>("[data-request]")];
    const current = rows.indexOf(target);
    if (current < 0 || (key !== "ArrowDown" && key !== "ArrowUp")) return;
    event.preventDefault();
    const next = rows[current + (key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
}
