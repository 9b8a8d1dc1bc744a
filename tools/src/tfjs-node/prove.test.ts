import { describe, expect, it } from "vitest";
import { checkProduct } from "./prove.js";
import { recipe } from "./recipe.js";

const good = {
  backend: "tensorflow",
  tfjs: recipe.tfjs,
  tensorflow: recipe.tensorflow,
  product: [19, 22, 43, 50],
};

describe("checkProduct", () => {
  it("takes the right product from the right library", () => {
    expect(() => checkProduct(`${JSON.stringify(good)}\n`, recipe)).not.toThrow();
  });

  it.each([
    ["a wrong product", { product: [19, 22, 43, 51] }],
    ["another backend", { backend: "cpu" }],
    ["another library", { tensorflow: "2.9.1" }],
    ["another tfjs-node", { tfjs: "4.21.0" }],
  ])("refuses %s, and shows it", (_, difference) => {
    const printed = JSON.stringify({ ...good, ...difference });
    expect(() => checkProduct(printed, recipe)).toThrow(`printed ${printed} instead of`);
  });

  it("refuses silence", () => {
    expect(() => checkProduct("", recipe)).toThrow(/instead of/);
  });
});
