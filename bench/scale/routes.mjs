/** The routes of a program of many, the same for everyone: four of each thing. */

/** @param {number} number of the route, from 0 */
export function routeOf(number) {
  const thing = Math.floor(number / 4);
  const base = `/v1/things${thing}`;
  switch (number % 4) {
    case 0:
      return { kind: "list", thing, method: "GET", path: base };
    case 1:
      return { kind: "read", thing, method: "GET", path: `${base}/{id}` };
    case 2:
      return { kind: "create", thing, method: "POST", path: base };
    default:
      return { kind: "part", thing, method: "GET", path: `${base}/{id}/parts/{part}` };
  }
}

export const routesOf = (count) => Array.from({ length: count }, (_, number) => routeOf(number));

const asked = 16;

/** The same 48 requests for any number of routes, spread evenly over what there is. */
export function exchangesOf(count) {
  const things = Math.floor(count / 4);
  return Array.from({ length: asked }, (_, index) => Math.floor((index * things) / asked)).flatMap((thing) => {
    const base = `/v1/things${thing}`;
    return [
      exchange(`${base}?limit=7`, { thing, limit: 7 }),
      exchange(`${base}/41`, { thing, id: 41 }),
      exchange(`${base}/41/parts/lid`, { thing, id: 41, part: "lid" }),
    ];
  });
}

const exchange = (path, body) => ({ request: { path }, answer: { status: 200, body } });
