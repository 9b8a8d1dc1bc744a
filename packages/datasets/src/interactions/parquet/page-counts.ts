import type { SchemaTree } from "hyparquet";
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from "hyparquet/src/schema.js";
import type { Allowance } from "../allowance.js";
import { ensure, FileFault } from "../file-fault.js";
import { checkPageValues, prefixedRuns } from "./page-values.js";
import type { PlainPage } from "./plain-page.js";
import { countLevels } from "./runs.js";

/** What is known of a column when one of its pages is looked at. */
export interface PageContext {
  readonly schemaPath: readonly SchemaTree[];
  readonly dictionarySize: number | undefined;
  readonly allowance: Allowance;
}

export interface PageCounts {
  /** Entries, nulls among them. In a column of lists these are more than its rows. */
  readonly values: number;
  readonly rows: number;
}

/**
 * Checks that a page of data holds what its header claims: levels and values, as many and as long as it
 * says. After that, the library can decode it.
 *
 * @throws FileFault if it does not.
 */
export function checkDataPage(page: PlainPage, context: PageContext): PageCounts {
  const { header } = page;
  if (header.type === "DATA_PAGE") return checkVersion1(page, context);
  if (header.type === "DATA_PAGE_V2") return checkVersion2(page, context);
  throw new FileFault(`it has a page of the unknown type ${header.type}.`);
}

/** Checks that a dictionary has as many values as it claims. */
export function checkDictionaryPage({ header, bytes }: PlainPage, context: PageContext): void {
  const count = header.dictionary_page_header?.num_values;
  ensure(
    isCount(count) && context.dictionarySize === undefined,
    "a column's dictionary is damaged.",
  );
  context.allowance.takeCells(count);
  checkPageValues(
    { ...valuesOf(context), bytes, start: 0, encoding: "PLAIN", count },
    context.allowance,
  );
}

function checkVersion1({ header, bytes }: PlainPage, context: PageContext): PageCounts {
  const { num_values: count, encoding } = header.data_page_header ?? {};
  ensure(isCount(count) && encoding !== undefined, DAMAGED);
  const { maxRepetition, maxDefinition } = depthOf(context);
  let start = 0;
  let rows = count;
  let filled = count;
  if (maxRepetition > 0) {
    const runs = prefixedRuns(bytes, start, { bitWidth: widthOf(maxRepetition), count });
    rows = countLevels(runs, maxRepetition, 0);
    start = runs.end;
  }
  if (maxDefinition > 0) {
    const runs = prefixedRuns(bytes, start, { bitWidth: widthOf(maxDefinition), count });
    filled = countLevels(runs, maxDefinition, maxDefinition);
    start = runs.end;
  }
  checkPageValues(
    { ...valuesOf(context), bytes, start, encoding, count: filled },
    context.allowance,
  );
  return { values: count, rows };
}

function checkVersion2({ header, bytes }: PlainPage, context: PageContext): PageCounts {
  const page = header.data_page_header_v2;
  ensure(page !== undefined && isCount(page.num_values) && isCount(page.num_nulls), DAMAGED);
  const { num_values: count, encoding } = page;
  const { maxRepetition, maxDefinition } = depthOf(context);
  const definitionStart = page.repetition_levels_byte_length;
  const start = definitionStart + page.definition_levels_byte_length;
  let rows = count;
  let filled = count;
  if (maxRepetition > 0) {
    const bitWidth = widthOf(maxRepetition);
    rows = countLevels(
      { bytes, start: 0, end: definitionStart, bitWidth, count },
      maxRepetition,
      0,
    );
  }
  if (maxDefinition > 0) {
    const runs = {
      bytes,
      start: definitionStart,
      end: start,
      bitWidth: widthOf(maxDefinition),
      count,
    };
    filled = countLevels(runs, maxDefinition, maxDefinition);
  }
  ensure(rows === page.num_rows, `a page has ${rows} rows where it says ${page.num_rows}.`);
  const nulls = count - filled;
  ensure(nulls === page.num_nulls, `a page has ${nulls} nulls where it says ${page.num_nulls}.`);
  const values = bytes.slice(start);
  checkPageValues(
    { ...valuesOf(context), bytes: values, start: 0, encoding, count: filled },
    context.allowance,
  );
  return { values: count, rows };
}

const DAMAGED = "a page does not say what it holds.";

function valuesOf({ schemaPath, dictionarySize }: PageContext) {
  const { type, type_length: typeLength } = schemaPath[schemaPath.length - 1].element;
  ensure(type !== undefined, "a column has no type.");
  return { type, typeLength, dictionarySize };
}

function depthOf({ schemaPath }: PageContext) {
  const path = [...schemaPath];
  return { maxRepetition: getMaxRepetitionLevel(path), maxDefinition: getMaxDefinitionLevel(path) };
}

function widthOf(maxLevel: number): number {
  return 32 - Math.clz32(maxLevel);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
