/** Moves the focus by the arrow keys among the ids of a list. */
export function moveAmongIds(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const { key, currentTarget: list, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || (key !== "ArrowDown" && key !== "ArrowUp")) return;
  const links: unknown[] = [...list.querySelectorAll("a[href]")];
  const current = links.indexOf(target);
  const next = links[current + (key === "ArrowDown" ? 1 : -1)];
  if (current < 0 || !(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}
