import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isUnderWay, take } from "./ingest-run";
import { readDrop } from "./read-dropped";

/** Arguments of {@link DropTarget}. */
export interface DropTargetProps {
  /** Is told why what was dropped is not taken. */
  readonly onProblem: (problem: string) => void;
  readonly children: ComponentChildren;
}

/** The page while this is shown: files that are dropped anywhere on it are taken. */
export function DropTarget({ onProblem, children }: DropTargetProps) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
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
      if (isUnderWay()) onProblem("Other files are being stored: drop these when that is done, or stop it");
      else readDrop(event.dataTransfer).then(take, (error) => onProblem(`The drop cannot be read: ${error}`));
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
