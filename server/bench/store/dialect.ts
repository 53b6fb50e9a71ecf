/** Where the SQL of the two engines differs for one who fills tables with it. */
export interface Dialect {
  /** A statement's table `series` with the column `n`. */
  series(first: number, last: number): string;
  padded(number: string, width: number): string;
  number(text: string): string;
  iso(milliseconds: string): string;
  bytes(text: string): string;
  no: string;
  yes: string;
}

export const SQLITE: Dialect = {
  series: (first, last) =>
    `WITH RECURSIVE series (n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM series WHERE n < ${last})`,
  padded: (number, width) => `printf('%0${width}d', ${number})`,
  number: (text) => `CAST(${text} AS INTEGER)`,
  iso: (milliseconds) => `strftime('%Y-%m-%dT%H:%M:%fZ', (${milliseconds}) / 1000.0, 'unixepoch')`,
  bytes: (text) => `CAST(${text} AS BLOB)`,
  no: '0',
  yes: '1',
};

export const POSTGRES: Dialect = {
  series: (first, last) => `WITH series (n) AS (SELECT generate_series(${first}::bigint, ${last}::bigint))`,
  padded: (number, width) => `lpad((${number})::text, ${width}, '0')`,
  number: (text) => `(${text})::bigint`,
  iso: (milliseconds) =>
    `to_char(to_timestamp((${milliseconds}) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  bytes: (text) => `convert_to(${text}, 'UTF8')`,
  no: 'false',
  yes: 'true',
};
