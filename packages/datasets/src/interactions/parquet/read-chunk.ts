import type { DecodedArray } from "hyparquet";
import { readPage } from "hyparquet/src/column.js";
import { convert, DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import type { Allowance } from "../allowance.js";
import { ensure } from "../file-fault.js";
import { type Chunk, isRepeated } from "./footer.js";
import { checkDataPage, checkDictionaryPage } from "./page-counts.js";
import { type PlainPage, pagesOf } from "./plain-page.js";

/**
 * Reads a column chunk: every page is checked by us, then decoded by the library.
 *
 * @returns the values, in pieces that follow one another; as many rows as the row group has.
 * @throws FileFault for a page that does not hold what it claims, and for too few or too many of them.
 */
export function readChunk(
  bytes: Uint8Array,
  { chunk, numRows }: { readonly chunk: Chunk; readonly numRows: number },
  allowance: Allowance,
): DecodedArray[] {
  const { meta, schemaPath, numValues } = chunk;
  const decoder = decoderOf(chunk);
  const isFlat = schemaPath.length === 2 && !isRepeated(schemaPath);
  const pieces: DecodedArray[] = [];
  let dictionary: DecodedArray | undefined;
  let values = 0;
  let rows = 0;
  for (const page of pagesOf(bytes, chunk, allowance)) {
    const context = {
      schemaPath,
      dictionarySize: dictionary?.length,
      allowance,
    };
    if (page.header.type === "DICTIONARY_PAGE") {
      checkDictionaryPage(page, context);
      dictionary = convert(decode(page, { decoder }), decoder);
      continue;
    }
    const counts = checkDataPage(page, context);
    values += counts.values;
    rows += counts.rows;
    ensure(
      values <= numValues,
      `column ${meta.path_in_schema} has more than its ${numValues} values.`,
    );
    if (counts.values === 0) continue;
    // A list may go on from one page to the next, so lists are gathered in one piece.
    const previous = isFlat ? undefined : pieces[0];
    const decoded = decode(page, { decoder, dictionary, previous });
    if (isFlat) ensure(decoded.length === counts.rows, "a page lost values when it was decoded.");
    if (decoded !== previous) pieces.push(decoded);
  }
  ensure(
    values === numValues && rows === numRows && lengthOf(pieces) === numRows,
    `column ${meta.path_in_schema} has ${values} values of ${numValues}, in ${rows} rows of ${numRows}.`,
  );
  return pieces;
}

type Decoder = Parameters<typeof readPage>[2];

function decoderOf({ meta, schemaPath }: Chunk): Decoder {
  const path = [...schemaPath];
  return {
    ...meta,
    pathInSchema: meta.path_in_schema,
    element: path[path.length - 1].element,
    schemaPath: path,
    codec: "UNCOMPRESSED",
    parsers: DEFAULT_PARSERS,
  };
}

function decode(
  { header, bytes }: PlainPage,
  {
    decoder,
    dictionary,
    previous,
  }: {
    readonly decoder: Decoder;
    readonly dictionary?: DecodedArray | undefined;
    readonly previous?: DecodedArray | undefined;
  },
): DecodedArray {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  return readPage(reader, header, decoder, dictionary, previous, 0).data ?? [];
}

function lengthOf(pieces: readonly DecodedArray[]): number {
  return pieces.reduce((total, piece) => total + piece.length, 0);
}
