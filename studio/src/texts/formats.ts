const point = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A point in time in the reader's zone; empty when there is none. */
export function moment(text: string | null | undefined): string {
  return text === null || text === undefined ? "" : point.format(new Date(text));
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

/** An amount of bytes in binary units, three digits. */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), units.length - 1);
  const amount = value / 1024 ** step;
  return `${step === 0 ? amount : amount.toPrecision(3)} ${units[step] ?? ""}`;
}
