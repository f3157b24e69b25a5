import { useEffect, useRef, useState } from "preact/hooks";
import { CopyButton } from "../../layout/copy-button";
import { describeVector, signed, vectorFacts } from "./vector-facts";

/** How many numbers stand beside each other. */
const columns = 128;

/** Of a negative and of a positive number, in red, green and blue: both are seen on white and on black. */
const negative = [214, 110, 20] as const;
const positive = [66, 120, 235] as const;

/** A vector as a strip of colour, row by row: the stronger a colour, the farther a number is from zero. */
export function VectorStrip({ vector }: { readonly vector: readonly number[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<number>();
  const rows = Math.ceil(vector.length / columns);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(new ImageData(pixels(vector, columns * rows), columns), 0, 0);
  }, [vector]);
  const facts = vectorFacts(vector);
  if (!facts) return null;
  const point = ({ offsetX, offsetY, currentTarget }: PointerEvent & { readonly currentTarget: HTMLElement }) => {
    const column = Math.floor((offsetX / currentTarget.clientWidth) * columns);
    const row = Math.floor((offsetY / currentTarget.clientHeight) * rows);
    setPointed(row * columns + column);
  };
  const value = pointed === undefined ? undefined : vector[pointed];
  return (
    <div class="vector">
      <canvas
        ref={canvas}
        class="vector-strip"
        width={columns}
        height={rows}
        role="img"
        aria-label={`The vector as colours: ${describeVector(facts)}`}
        style={{ aspectRatio: `${columns} / ${rows * 2}` }}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      />
      <div class="vector-facts">
        <p>
          {value === undefined ? (
            describeVector(facts)
          ) : (
            <>
              Number {(pointed ?? 0) + 1} is {signed(value)}
            </>
          )}
        </p>
        <span class="vector-key" aria-hidden="true">
          {signed(-reach(facts))} <span class="vector-scale" /> {signed(reach(facts))}
        </span>
        <CopyButton text={() => JSON.stringify(vector)}>Copy the numbers</CopyButton>
      </div>
    </div>
  );
}

function reach({ min, max }: { readonly min: number; readonly max: number }): number {
  return Math.max(Math.abs(min), Math.abs(max));
}

function pixels(vector: readonly number[], count: number): Uint8ClampedArray<ArrayBuffer> {
  const facts = vectorFacts(vector);
  const most = (facts && reach(facts)) || 1;
  const bytes = new Uint8ClampedArray(count * 4);
  vector.forEach((value, index) => {
    bytes.set(value < 0 ? negative : positive, index * 4);
    // Most numbers are near zero, and are to be told apart too.
    bytes[index * 4 + 3] = 255 * (Math.abs(value) / most) ** 0.7;
  });
  return bytes;
}
