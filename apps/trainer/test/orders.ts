import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";

/** One made order: the columns of the files that the tests of one's own data read. */
export type Order = {
  readonly customer: string;
  readonly sku: string;
  readonly ordered: number;
  readonly stars: number;
};

export const COLUMNS = ["--user", "customer", "--item", "sku"] as const;
export const ALL_COLUMNS = [...COLUMNS, "--time", "ordered", "--rating", "stars"] as const;

const NUM_CUSTOMERS = 60;
const ORDERS_EACH = 10;
const NUM_TASTES = 4;
const SKUS_OF_TASTE = 15;

/** 600 orders of 60 things by 60 customers, each of whom has one of four tastes and keeps to it. */
export function makeOrders(): Order[] {
  return Array.from({ length: NUM_CUSTOMERS * ORDERS_EACH }, (_, row) => {
    const customer = row % NUM_CUSTOMERS;
    const order = Math.floor(row / NUM_CUSTOMERS);
    const taste = customer % NUM_TASTES;
    // 15 things to choose from, and 10 different ones of them taken.
    const choice = (customer * 7 + order * 4) % SKUS_OF_TASTE;
    return {
      customer: `Customer, ${customer}`,
      sku: `sku ${choice * NUM_TASTES + taste}`,
      ordered: 1_700_000_000 + row * 3600,
      stars: 1 + (row % 9) / 2,
    };
  });
}

/** Writes a file into a folder of its own. */
export function writeMade(name: string, content: string | Uint8Array): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

export function asCsv(orders: readonly Order[], { end = "\n", start = "" } = {}): string {
  const lines = orders.map(
    ({ customer, sku, ordered, stars }) => `"${customer}",${sku},${ordered},${stars}`,
  );
  return start + ["customer,sku,ordered,stars", ...lines, ""].join(end);
}

export function asParquet(orders: readonly Order[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "customer", data: orders.map(({ customer }) => customer), type: "STRING" },
        { name: "sku", data: orders.map(({ sku }) => sku), type: "STRING" },
        { name: "ordered", data: orders.map(({ ordered }) => BigInt(ordered)), type: "INT64" },
        { name: "stars", data: orders.map(({ stars }) => stars), type: "DOUBLE" },
      ],
    }),
  );
}

export function asArrow(orders: readonly Order[]): Uint8Array {
  const table = tableFromArrays({
    customer: orders.map(({ customer }) => customer),
    sku: orders.map(({ sku }) => sku),
    ordered: orders.map(({ ordered }) => ordered),
    stars: orders.map(({ stars }) => stars),
  });
  return tableToIPC(table, { format: "file" }) as Uint8Array;
}
