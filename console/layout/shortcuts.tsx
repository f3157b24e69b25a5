import { useEffect, useRef } from "preact/hooks";
import { isTyping } from "./is-typing";

const shortcuts = [
  ["/", "Go to the search box"],
  ["↓ ↑", "Next and previous result"],
  ["← ↑ → ↓", "On the map: from point to point"],
  ["Enter", "On a result: more like this"],
  ["Esc", "Back to the search box; there: empty it"],
  ["Ctrl Enter", "In Play: send the request"],
  ["?", "This list"],
] as const;

/** The list of the keys, which `?` opens, as does the button of the header. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const open = () => dialog.current?.open || dialog.current?.showModal();
    const press = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event)) open();
    };
    const click = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("[data-shortcuts]")) open();
    };
    addEventListener("keydown", press);
    addEventListener("click", click);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener("click", click);
    };
  }, []);
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keyboard</h2>
      <dl>
        {shortcuts.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
