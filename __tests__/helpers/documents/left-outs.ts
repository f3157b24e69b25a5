import type { LeaveOut, LeftOut } from "../../../documents/left-out";

/** Keeps what is left out. */
export function leftOuts(): { readonly all: LeftOut[]; readonly leaveOut: LeaveOut } {
  const all: LeftOut[] = [];
  return { all, leaveOut: (leftOut) => all.push(leftOut) };
}
