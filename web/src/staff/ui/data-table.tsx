/** A dense table; a list of cards on a phone. `j` and `k` walk through its rows, Enter opens one. */
import { Skeleton } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { useSharedT } from "~/shared/i18n/shared-texts.ts";
import classes from "./data-table.module.css";

export type Column<T> = {
  key: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Figures stand at the end of their column. */
  isFigure?: boolean;
  /** Never broken over two lines: a number, a time, a state. */
  isShort?: boolean;
  /** Stands at the head of the column instead of its title. */
  head?: ReactNode;
  /** A box that marks the row: on a phone before its name. */
  isMark?: boolean;
  /** Something to be pressed, over the link that covers the row. */
  isAct?: boolean;
  /** Names the row: shown first and without its title on a phone. */
  isName?: boolean;
  /** Where the row stands: on a phone beside its name. */
  isState?: boolean;
  /** Running text: on a phone under everything else, across the whole card. */
  isText?: boolean;
  /** Left out on a phone and where columns stand close: the row's own page says it. */
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
        <Head columns={columns} />
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

function Head<T>({ columns }: { columns: Column<T>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={classNames(
              column.isFigure && classes.figure,
              column.isMinor && classes.minor,
              column.isMark && classes.mark,
            )}
          >
            {column.head ?? column.title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** How high a row is, in pixels: on a wide screen, and as a card on a phone. */
export type RowHeight = { wide: number; phone: number };

type TableSkeletonProps<T> = { columns: Column<T>[]; height: RowHeight };

const ROWS = 6;

/** Stands in for a table whose rows are on their way: as high as they will be, so that nothing jumps. */
export function TableSkeleton<T>({ columns, height }: TableSkeletonProps<T>) {
  const t = useSharedT();
  const heights = { "--wide": `${height.wide}px`, "--phone": `${height.phone}px` } as CSSProperties;
  return (
    <div className={classes.frame} role="status" aria-label={t("ui.loading")} style={heights}>
      <table className={classes.table} aria-hidden="true">
        <Head columns={columns} />
        <tbody>
          {Array.from({ length: ROWS }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
            <tr key={row} className={classes.awaited}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={classNames(
                    !column.isName && classes.unnamed,
                    column.isMinor && classes.minor,
                    column.isMark && classes.mark,
                  )}
                >
                  <Skeleton height={12} width={column.isName ? "70%" : "50%"} ml={column.isFigure ? "auto" : 0} />
                </td>
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
    column.isMark && classes.mark,
    column.isAct && classes.act,
  ];
  return (
    <td className={classNames(...kinds)} data-title={column.title}>
      <span>{column.cell(row)}</span>
    </td>
  );
}

const classNames = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ");
