/** `readUser`, `read_user` → `["read", "User"]`, `["read", "user"]` */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

export const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A function's name as a title: `readUser` → `Read User`. */
export const titleOf = (name: string): string => wordsOf(name).map(capitalise).join(" ");

/** A path in camel case: `/users/{userId}/items` → `UsersByUserIdItems`; `Root` for `/`. */
export const pathInCamelCase = (path: string): string =>
  path
    .split("/")
    .map((segment) => {
      const words = wordsOf(segment).map(capitalise).join("");
      return segment.startsWith("{") && words !== "" ? `By${words}` : words;
    })
    .join("") || "Root";
