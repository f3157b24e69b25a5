/** Moves the focus by the arrow keys: from the box into the results, among them, and back. */
export function moveAmongResults(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const { key, currentTarget: view, target } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  const box = view.querySelector<HTMLInputElement>("input[type=search]");
  const results = [...view.querySelectorAll<HTMLElement>("[data-result]")];
  const current = results.findIndex((result) => result.contains(target));
  // A choice has its own use of the arrows.
  if (current < 0 && target !== box) return;
  if (key === "ArrowDown" || key === "ArrowUp") {
    const next = current + (key === "ArrowDown" ? 1 : -1);
    if (next < -1 || next >= results.length) return;
    event.preventDefault();
    const focused = next < 0 ? box : results[next];
    focused?.focus();
    focused?.scrollIntoView({ block: "nearest" });
  } else if (key === "Escape" && current >= 0) {
    box?.focus();
  } else if (key === "Enter" && target === results[current]) {
    target.querySelector<HTMLElement>("[data-like]")?.click();
  }
}
