/** Why an Arrow file cannot be read: `decodeTable` adds the file's name. */
export class ArrowFault extends Error {}
