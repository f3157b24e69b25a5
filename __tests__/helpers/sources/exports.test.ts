import { exportsOf } from "./exports";

test.each<[string, string[]]>([
  ["export const a = 1, b = 2", ["a", "b"]],
  ["export const { a, c: b, ...rest } = x", ["a", "b", "rest"]],
  ["export function a(): void {}", ["a"]],
  ["export async function* a() {}", ["a"]],
  ["export class A {}", ["A"]],
  ["export interface A {}", ["A"]],
  ["export type A = string", ["A"]],
  ["export enum A {}", ["A"]],
  ["const a = 1; export { a, a as b }", ["a", "b"]],
  ["export const A = 1; export type A = typeof A", ["A"]],
  ['export { a } from "./a"; export * from "./b"', []],
  ["export default async function a() {}", []],
  ["const a = 1; function b() {} // export const c = 1", []],
])("finds what %s exports", (text, names) => {
  expect(exportsOf("x.ts", text)).toEqual(names);
});
