import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { isUnderWay, take } from "./ingest-run";
import { readDrop } from "./read-dropped";

/** Arguments of {@link DropTarget}. */
export interface DropTargetProps {
  /** Says what becomes of a drop until it is taken, or why it is not. */
  readonly onStatus: (status: string) => void;
  readonly children: ComponentChildren;
}

/** The page while this is shown: files that are dropped anywhere on it are taken. */
export function DropTarget({ onStatus, children }: DropTargetProps) {
  const [isOver, setOver] = useState(false);
  useLayoutEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Which lets it be dropped here.
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !hasFiles(event)) return;
      event.preventDefault();
      if (isUnderWay()) return onStatus("Other files are being stored: drop these when that is done, or stop it");
      onStatus("Looking at what was dropped …");
      readDrop(event.dataTransfer).then(
        (dropped) => {
          onStatus("");
          take(dropped);
        },
        (error) => onStatus(`The drop cannot be read: ${error}`),
      );
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return (
    <div class={isOver ? "drop-target over" : "drop-target"}>
      {children}
      {isOver ? <p class="drop-hint">Drop files or folders to embed and store them</p> : null}
    </div>
  );
}
