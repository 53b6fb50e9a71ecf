/** An export is read in turns that others can wait for. */
const MOST_RECIPIENTS = 1000;

/** As many of the first rows as have so many recipients together; at least one. */
export function fittingRows<Row>(rows: readonly Row[], recipientsOf: (row: Row) => number): Row[] {
  let sum = 0;
  const end = rows.findIndex((row) => (sum += recipientsOf(row)) > MOST_RECIPIENTS);
  return rows.slice(0, end === -1 ? rows.length : Math.max(end, 1));
}
