import Libsql from 'libsql';

/** All that may be bound: binding `true` aborts the whole process, and so does a Buffer that is not in an array. */
export type Bindable = string | number | null | Buffer;

export interface Query<Row, Binds extends Bindable[]> {
  get(...binds: Binds): Row | undefined;
  all(...binds: Binds): Row[];
  /** One after the other, for more rows than memory should hold. To be read to their end. */
  each(...binds: Binds): Iterable<Row>;
  /** The number of rows that changed. */
  run(...binds: Binds): number;
}

export interface Database {
  /** Prepared once, for good. `Row` is what the statement's columns are declared as in the migrations. */
  prepare<Row, Binds extends Bindable[]>(sql: string): Query<Row, Binds>;
  execute(sql: string): void;
  isInTransaction(): boolean;
  close(): void;
}

export function openDatabase(location: string): Database {
  const database = new Libsql(location);
  return {
    prepare: <Row, Binds extends Bindable[]>(sql: string): Query<Row, Binds> => {
      const statement = database.prepare(sql);
      return {
        // Our own statements over our own schema: the rows are what `Row` says.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        get: (...binds) => statement.get(binds) as Row | undefined,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        all: (...binds) => statement.all(binds) as Row[],
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        each: (...binds) => statement.iterate(binds) as Iterable<Row>,
        run: (...binds) => statement.run(binds).changes,
      };
    },
    execute: (sql) => {
      database.exec(sql);
    },
    isInTransaction: () => database.inTransaction,
    close: () => {
      database.close();
    },
  };
}
