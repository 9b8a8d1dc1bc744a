import { ConfigError, tableFromColumns } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarParts, utcDate, withCalendar } from "./calendar.js";

describe("calendarParts", () => {
  it("knows the first rating's moment that the notebooks print", () => {
    expect(utcDate(879_024_327).toISOString()).toBe("1997-11-08T21:25:27.000Z");
    expect(calendarParts(879_024_327)).toEqual({
      year: 1997,
      month: 11,
      day: 8,
      day_of_week: 5,
      hour: 21,
    });
  });

  it("counts days from Monday, before 1970 too", () => {
    expect(calendarParts(0).day_of_week).toBe(3);
    expect(calendarParts(-1)).toMatchObject({
      year: 1969,
      month: 12,
      day: 31,
      day_of_week: 2,
      hour: 23,
    });
    expect(calendarParts(951_782_400)).toMatchObject({
      year: 2000,
      month: 2,
      day: 29,
      day_of_week: 1,
    });
  });

  it("agrees with the calendar that counts days one by one", () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e9, max: 8e9 }), (second) => {
        const { day_of_week: day } = calendarParts(second);
        const next = calendarParts(second + 86_400).day_of_week;
        expect(next).toBe((day + 1) % 7);
        expect((new Date(second * 1000).getUTCDay() + 6) % 7).toBe(day);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e16, "0" as never])("refuses %s", (timestamp) => {
    expect(() => calendarParts(timestamp)).toThrow(ConfigError);
  });
});

describe("withCalendar", () => {
  it("adds the calendar's columns", () => {
    const table = withCalendar(tableFromColumns({ timestamp: [0, 879_024_327] }));
    expect(table.columnNames()).toEqual([
      "timestamp",
      "year",
      "month",
      "day",
      "day_of_week",
      "hour",
    ]);
    expect(table.array("year")).toEqual([1970, 1997]);
    expect(table.array("hour")).toEqual([0, 21]);
  });

  it("names the row that holds no moment", () => {
    const table = tableFromColumns({ timestamp: [0, Number.NaN] });
    expect(() => withCalendar(table)).toThrow(/column "timestamp", row 1/);
    expect(() => withCalendar(table, { column: "time" })).toThrow(/no column "time"/);
  });
});
