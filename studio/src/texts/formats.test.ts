import { expect, it } from "vitest";
import { bytes, dayOfYear, seconds } from "./formats";

it("names a day of the year as the reader does, also one that is not in every year", () => {
  expect(dayOfYear(2, 29)).toBe("February 29");
  expect(dayOfYear(12, 1)).toBe("December 1");
});

it("counts bytes in binary units and seconds in hours", () => {
  expect([0, 1023, 1024, 1010 * 1024 ** 2, 2048 * 1024 ** 5].map(bytes)).toEqual([
    "0 B",
    "1023 B",
    "1.00 KiB",
    "1010 MiB",
    "2048 PiB",
  ]);
  expect([null, 0.4, 61, 7260].map(seconds)).toEqual(["", "0 s", "1 min 1 s", "2 h 1 min"]);
});
