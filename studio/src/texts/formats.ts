const point = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const ofYear = new Intl.DateTimeFormat(undefined, { month: "long", day: "numeric", timeZone: "UTC" });
const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A point in time in the reader's zone; empty when there is none. */
export function moment(text: string | null | undefined): string {
  return text === null || text === undefined ? "" : point.format(new Date(text));
}

/** A day that comes every year, the 29th of February too: month and day count from 1. */
export function dayOfYear(month: number, day: number): string {
  return ofYear.format(Date.UTC(2000, month - 1, day));
}

/** A duration in hours, minutes and seconds; empty when there is none. */
export function seconds(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const whole = Math.round(value);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}

/** An amount of bytes in binary units, at least three digits. */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), units.length - 1);
  const amount = value / 1024 ** step;
  const digits = step === 0 || amount >= 100 ? amount.toFixed(0) : amount.toPrecision(3);
  return `${digits} ${units[step] ?? ""}`;
}
