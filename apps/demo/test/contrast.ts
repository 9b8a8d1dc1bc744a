import type { Page } from "playwright-core";

/**
 * The visible texts of a page whose contrast is below WCAG 2.2 AA: 4.5, or 3 where they are large.
 * What is hidden from assistive technology is decoration, and left out.
 */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");

    const colourOf = (css: string): Colour => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (front: Colour, back: Colour): Colour => {
      const mix = (a: number, b: number) => a * front[3] + b * (1 - front[3]);
      return [mix(front[0], back[0]), mix(front[1], back[1]), mix(front[2], back[2]), 1];
    };
    const luminance = (colour: Colour): number => {
      const [r, g, b] = colour.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backgroundOf = (element: Element): Colour => {
      const below: Colour = element.parentElement
        ? backgroundOf(element.parentElement)
        : [255, 255, 255, 1];
      return over(colourOf(getComputedStyle(element).backgroundColor), below);
    };
    const opacityOf = (element: Element): number =>
      Number(getComputedStyle(element).opacity) *
      (element.parentElement ? opacityOf(element.parentElement) : 1);

    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const text = texts.currentNode.textContent?.trim();
      if (!element?.checkVisibility() || !text || element.closest('[aria-hidden="true"]')) continue;
      const style = getComputedStyle(element);
      const back = backgroundOf(element);
      const [red, green, blue, alpha] = colourOf(style.color);
      const ink = over([red, green, blue, alpha * opacityOf(element)], back);
      const [light, dark] = [luminance(ink), luminance(back)].sort((a, b) => b - a);
      const contrast = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (contrast < (isLarge ? 3 : 4.5)) faint.push(`${text} (${contrast.toFixed(2)})`);
    }
    return faint;
  });
}
