import { describe, expect, it } from "vitest";
import { describeIndex } from "./conformance.js";
import { exactIndex, loadExactIndex } from "./index.js";

describeIndex(
  "exactIndex",
  ({ dim, saved }) => (saved ? loadExactIndex(saved) : exactIndex({ dim })),
  { describe, it, expect },
);
