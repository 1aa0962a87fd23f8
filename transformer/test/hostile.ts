import fc from "fast-check";

/** Whatever a program may call its properties, and whatever its texts may hold. */
export const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "class",
    "await",
    "eval",
    "arguments",
    "undefined",
    "support",
    "v",
    "out",
  ),
  fc
    .array(
      fc.constantFrom(
        ...['"', "'", "`", "\\", "/", "*/", "//", "${", "}", "\n", "\r", "\u2028", "\u2029", "\ud800", "</script>"],
        ...["-->", "\u0000", "\ufeff", "\u202e"],
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join("")),
);
