import t from "tap";
import { App, type Body, type Depends, type Int, type Query } from "typeway";

interface Paging {
  page: Int;
}

const implied = (paging: Paging) => paging.page;
const fromQuery = (paging: Query<Paging>) => paging.page;
const fromBody = (paging: Body<Paging>) => paging.page;

t.test("B1, D24 an object that a dependency takes is no body of a method that has none", async (t) => {
  const app = new App();
  app.get("/", (page: Depends<typeof implied>) => ({ page }));
  await t.rejects(app.start(), {
    code: "TYPEWAY_BODY_UNEXPECTED",
    message:
      /'paging' of 'implied' \(.*bodies\.test\.ts:8:17\) would be the body of GET \/, whose requests have none\./,
  });
});

t.test("B1, D24 it is one where the method has a body, or where the dependency says so", async (t) => {
  const app = new App();
  app.post("/implied", (page: Depends<typeof implied>) => ({ page }));
  app.route({ methods: ["GET", "PUT"], path: "/either" }, (page: Depends<typeof implied>) => ({ page }));
  app.get("/query", (page: Depends<typeof fromQuery>) => ({ page }));
  app.delete("/body", (page: Depends<typeof fromBody>) => ({ page }));
  const ask = async (path: string, method: string, body?: object) => {
    const headers = { "content-type": "application/json" };
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    return (await app.fetch(new Request(`http://shop.test${path}`, init))).json();
  };
  t.teardown(() => app.close());
  t.strictSame(await ask("/implied", "POST", { page: 1 }), { page: 1 });
  t.strictSame(await ask("/either", "PUT", { page: 2 }), { page: 2 });
  t.strictSame(await ask("/query?page=3", "GET"), { page: 3 });
  t.strictSame(await ask("/body", "DELETE", { page: 4 }), { page: 4 });
});
