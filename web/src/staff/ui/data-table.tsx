/** A dense table; a list of cards on a phone. `j` and `k` walk through its rows, Enter opens one. */
import type { ReactNode } from "react";
import classes from "./data-table.module.css";

export type Column<T> = {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Figures stand at the end of their column. */
  isFigure?: boolean;
  /** Never broken over two lines: a number, a time, a state. */
  isShort?: boolean;
  /** Names the row: shown first and without its title on a phone. */
  isName?: boolean;
  /** Where the row stands: on a phone beside its name. */
  isState?: boolean;
  /** Running text: on a phone under everything else, across the whole card. */
  isText?: boolean;
  /** Left out on a phone, where the row's own page says it. */
  isMinor?: boolean;
};

type DataTableProps<T> = {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
};

export function DataTable<T>({ label, columns, rows, rowKey }: DataTableProps<T>) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.isFigure ? classes.figure : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  if (column.isName) {
    return (
      <th scope="row" className={classes.name}>
        {column.cell(row)}
      </th>
    );
  }
  const kinds = [
    column.isFigure && classes.figure,
    (column.isShort || column.isState) && classes.short,
    column.isState && classes.state,
    column.isText && classes.text,
    column.isMinor && classes.minor,
  ];
  return (
    <td className={kinds.filter(Boolean).join(" ")} data-title={column.title}>
      <span>{column.cell(row)}</span>
    </td>
  );
}
