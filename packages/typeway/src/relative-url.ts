/**
 * The shortest way from one path to another as a browser resolves it: whatever prefix a proxy or a parent application
 * puts before both, it still leads there.
 * @param from the page's own path
 */
export function relativeUrl(from: string, to: string): string {
  const here = from.split("/").slice(1, -1);
  const there = to.split("/").slice(1);
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1;
  const up = here.length - shared;
  return (up === 0 ? "./" : "../".repeat(up)) + there.slice(shared).join("/");
}
