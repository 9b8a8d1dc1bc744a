import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "@towerkit/test-utils";
import { findChromium, launchChromium } from "@towerkit/test-utils/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../src/server/app.js";
import { type Listening, listen } from "../src/server/listen.js";
import { openDemo } from "../src/server/open-demo.js";
import { listenFor } from "./browser.js";
import { faintTexts } from "./contrast.js";
import { SPACE_FILMS, toyReport, trainToyBundle, WESTERNS } from "./toy-world.js";

const chromium = findChromium();

describe.skipIf(chromium === undefined)("the page in Chromium", { timeout: 60_000 }, () => {
  const bundleDir = temporaryFolder();
  const webDir = temporaryFolder();
  let server: Listening;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
    const [{ digest }] = await Promise.all([
      trainToyBundle(bundleDir),
      build({ configFile, logLevel: "silent", build: { outDir: webDir } }),
    ]);
    await writeFile(join(bundleDir, "report.json"), JSON.stringify(toyReport(digest)));
    const app = await createApp({ ...(await openDemo(bundleDir)), webDir });
    server = await listen(app, { port: 0, host: "127.0.0.1" });
    browser = await launchChromium(chromium as string);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    page.setDefaultTimeout(15_000);
    listenFor(complaints, page);
    await page.goto(new URL(path, server.url).href);
    await page.locator("main li").first().waitFor();
    return page;
  }

  const namesIn = (page: Page, region: string) =>
    page.getByRole("region", { name: region }).locator("li .film-name").allInnerTexts();
  const cards = (page: Page, region: string) =>
    page.getByRole("region", { name: region }).getByRole("listitem");
  const withoutYear = (titles: readonly string[]) =>
    titles.map((title) => title.replace(/ \(\d{4}\)$/, ""));
  const isIn = (titles: readonly string[]) => (name: string) => {
    const inOrder = withoutYear(titles).map((title) => title.replace(/^(.*), (The)$/, "$2 $1"));
    return inOrder.some((title) => name.startsWith(title.replace(/^(.*), L'$/, "L'$1")));
  };

  it("chooses a user, and shows what they rated beside what is recommended", async () => {
    const page = await open("/");
    await page.getByRole("combobox", { name: "Choose a user" }).pressSequentially("3");
    await page.getByRole("option", { name: "User 3" }).click();
    await page.waitForURL("**/users/3");
    await cards(page, "Recommended").first().waitFor();
    await cards(page, "Rated").first().waitFor();

    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("User 3");
    const rated = await namesIn(page, "Rated");
    const recommended = await namesIn(page, "Recommended");
    expect(rated.length).toBeGreaterThan(3);
    expect(recommended).toHaveLength(10);
    expect(rated.filter((name) => recommended.includes(name))).toEqual([]);
    expect(isIn(WESTERNS)(recommended[0] as string)).toBe(true);
    expect(await cards(page, "Recommended").first().innerText()).toMatch(/\d\.\d\d/);
    expect(await cards(page, "Rated").first().getByRole("img").getAttribute("aria-label")).toMatch(
      /^\d of 5 stars$/,
    );
  });

  it("takes what was typed for granted when Enter comes before the suggestions", async () => {
    const page = await open("/");
    await page.getByRole("combobox", { name: "Choose a user" }).fill("14");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/users/14");
    await cards(page, "Recommended").first().waitFor();
    expect(await page.title()).toBe("User 14 · Towerkit");
  });

  it("shows seen films marked with the user's stars, hides them again, and goes back", async () => {
    const page = await open("/users/4");
    await page.getByRole("radio", { name: "Shown" }).check();
    await page.waitForURL("**/users/4?seen=shown");
    await page.locator(".is-seen").first().waitFor();
    expect(await page.locator(".is-seen").first().innerText()).toContain("Seen");
    expect(await page.locator(".is-seen .stars").count()).toBeGreaterThan(3);

    await page.goBack();
    await page.waitForURL("**/users/4");
    await page.locator(".is-seen").first().waitFor({ state: "detached" });
    expect(await page.getByRole("radio", { name: "Hidden" }).isChecked()).toBe(true);
  });

  it("orders ratings, and lengthens lists", async () => {
    const page = await open("/users/4");
    await page.getByRole("radio", { name: "Latest first" }).check();
    await page.getByRole("radio", { name: "20" }).check();
    await page.waitForURL("**/users/4?k=20&order=date");
    await cards(page, "Recommended").nth(10).waitFor();
    const times = page.getByRole("region", { name: "Rated" }).locator("time");
    const dates = await times.evaluateAll((all) => all.map((one) => one.getAttribute("datetime")));
    expect(dates.length).toBeGreaterThan(3);
    expect(dates).toEqual(dates.toSorted().reverse());
  });

  it("finds a film by the keyboard, and goes on from neighbour to neighbour and back", async () => {
    const page = await open("/users/3");
    const field = page.getByRole("combobox", { name: "Find a film" });
    await field.pressSequentially("either/");
    await page.getByRole("option", { name: "Either/Or" }).waitFor();
    await field.press("Enter");
    await page.waitForURL("**/films/Either%2FOr%20(1987)?user=3");
    await cards(page, "Nearest films").first().waitFor();

    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("Either/Or");
    const nearest = await namesIn(page, "Nearest films");
    expect(nearest.slice(0, 3).filter(isIn(WESTERNS))).toHaveLength(3);
    expect(await cards(page, "Nearest films").first().innerText()).toMatch(/0\.\d\d/);

    await page.getByRole("region", { name: "Nearest films" }).getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: nearest[0] as string }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "Either/Or" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "User 3" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/users/3");
  });

  it("opens on what an address names", async () => {
    const page = await open("/users/6?seen=shown&k=20&order=date");
    await page.locator(".is-seen").first().waitFor();
    expect(await page.getByRole("radio", { name: "Shown" }).isChecked()).toBe(true);
    expect(await page.getByRole("radio", { name: "20" }).isChecked()).toBe(true);
    expect(await page.getByRole("radio", { name: "Latest first" }).isChecked()).toBe(true);

    const film = await open(`/films/${encodeURIComponent("100% Vacuum (1993)")}`);
    const nearest = await namesIn(film, "Nearest films");
    expect(nearest.slice(0, 3).filter(isIn(SPACE_FILMS))).toHaveLength(3);
  });

  it("gives a new user the most rated films, and says so", async () => {
    const page = await open("/");
    await page.getByRole("combobox", { name: "Choose a user" }).pressSequentially("5000");
    await page.getByRole("option", { name: "nothing rated yet" }).click();
    await page.getByText("A cold start.").waitFor();
    expect((await namesIn(page, "Most rated"))[0]).toContain("Harvest Home");
    expect(await page.getByRole("region", { name: "Rated", exact: true }).count()).toBe(0);
  });

  it("says which data this is, and how good the model is beside popularity and random", async () => {
    const page = await open("/");
    expect(await page.getByText("Synthetic data.").isVisible()).toBe(true);
    const table = page.getByRole("table");
    const rows = await table.getByRole("rowheader").allInnerTexts();
    expect(rows).toEqual(["This model", "By popularity", "At random"]);
    expect(await page.getByRole("contentinfo").innerText()).toContain("ranked by popularity 100.0");
  });

  it("says what went wrong, and tries again", async () => {
    const page = await open("/");
    await page.route("**/recommendations?**", (route) => route.abort("connectionrefused"));
    await page.getByRole("link", { name: /^8\b/ }).first().click();
    await page.getByRole("alert").getByText("cannot be reached").waitFor();
    await page.unroute("**/recommendations?**");
    await page.getByRole("button", { name: "Try again" }).click();
    await cards(page, "Recommended").first().waitFor();
    expect(complaints.splice(0).join()).toContain("CONNECTION_REFUSED");
  });

  it.each(["/", "/users/3?seen=shown", "/films/Either%2FOr%20(1987)?user=3", "/users/5000"])(
    "%s fits a phone, and can be read by day and by night",
    async (path) => {
      const page = await open(path, { viewport: { width: 360, height: 740 } });
      await page.locator("footer p").first().waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
        expect(await faintTexts(page), colorScheme).toEqual([]);
      }
    },
  );

  it("follows the system's colours until told otherwise, and remembers", async () => {
    const page = await open("/", { colorScheme: "dark" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole("button", { name: "Use light colours" }).click();
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await ground()).toBe(light);
    await page.getByRole("button", { name: "Use dark colours" }).click();
    expect(await ground()).toBe(dark);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await ground()).toBe(light);
  });

  it("has landmarks, labels and a tab order that goes down the page", async () => {
    const page = await open("/users/3");
    await cards(page, "Rated").first().waitFor();
    for (const landmark of ["banner", "search", "main", "contentinfo"] as const) {
      expect(await page.getByRole(landmark).count(), landmark).toBe(1);
    }
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    const nameless = await page.locator("input, button, a").evaluateAll(
      (all) =>
        all.filter((one) => {
          const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
          const name = one.ariaLabel ?? [one, ...labels].map((part) => part.textContent).join("");
          return name.trim() === "";
        }).length,
    );
    expect(nameless).toBe(0);

    const order: string[] = [];
    for (let press = 0; press < 9; press++) {
      await page.keyboard.press("Tab");
      order.push(
        await page.evaluate(() => {
          const focused = document.activeElement;
          const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : focused;
          return focused?.ariaLabel ?? label?.textContent?.trim() ?? "";
        }),
      );
    }
    expect(order.slice(0, 6)).toEqual([
      "Skip to the content",
      "Towerkit",
      "Choose a user",
      "Find a film",
      "Use dark colours",
      "Best first",
    ]);
    expect(order.slice(6)).toEqual(
      (await page.getByRole("region", { name: "Rated" }).getByRole("link").allTextContents()).slice(
        0,
        3,
      ),
    );
  });
});
