import type { ReactNode } from "react";
import { Table, Td, Th } from "@/components/ui/table";
import { Nothing, Scroll } from "./parts";

interface SimpleTableProps {
  caption: string;
  columns: readonly string[];
  /** A key and a cell for each column. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** What stands there without rows. */
  empty: string;
}

/** On a phone a table scrolls rather than squeezing its words into letters. */
function widthOf(columns: number): string | undefined {
  if (columns > 5) return "min-w-3xl";
  return columns > 3 ? "min-w-lg" : undefined;
}

/** A dense table of a few columns. */
export function SimpleTable({ caption, columns, rows, empty }: SimpleTableProps) {
  if (rows.length === 0) return <Nothing>{empty}</Nothing>;
  return (
    <Scroll label={caption}>
      <Table className={widthOf(columns.length)}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Th key={column}>{column}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-b last:border-b-0">
              {cells.map((cell, index) => (
                <Td key={columns[index]} className="max-w-md align-top break-words">
                  {cell}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroll>
  );
}
