/** The end of a day such as `2027-01-31`, in UTC; undefined where there is no such day. */
export function endOfDay(day: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = new Date(day);
  // The 30th of February would be the 2nd of March.
  if (date.getUTCDate() !== Number(day.slice(-2))) return undefined;
  date.setUTCDate(date.getUTCDate() + 1);
  return date;
}
