import { describe, expect, it } from "vitest";
import { fieldOf, filled, type InputDefinition } from "./inputs";

const input = (type: string, more: Partial<InputDefinition> = {}): InputDefinition => ({
  name: "Value",
  type,
  ...more,
});

describe("the inputs of a workflow", () => {
  it.each([
    ["Boolean", "checkbox"],
    ["Int32", "number"],
    ["Double", "number"],
    ["String", "text"],
    ["TimeSpan", "text"],
    ["ObjectDictionary", "json"],
    ["String[]", "lines"],
    ["List<String>", "lines"],
  ])("%s is asked for by a %s field", (type, field) => {
    expect(fieldOf(input(type))).toBe(field);
  });

  it("leaves out what was not filled in, so that the workflow's own default holds", () => {
    expect(filled([input("String"), input("Boolean", { name: "Eject" })], { Value: "" })).toEqual({});
  });

  it("sends numbers as numbers and lists as lists", () => {
    const inputs = [input("Int32"), input("String", { name: "Sources", isArray: true })];
    expect(filled(inputs, { Value: "3", Sources: "/home\n\n /etc " })).toEqual({
      Value: 3,
      Sources: ["/home", "/etc"],
    });
  });

  it("names the input whose value cannot be one", () => {
    expect(() => filled([input("Int32", { displayName: "Copies" })], { Value: "1.5" })).toThrow(
      "Copies: 1.5 is not a whole number.",
    );
    expect(() => filled([input("ObjectDictionary")], { Value: "{" })).toThrow("Value: write the value as JSON.");
  });
});
