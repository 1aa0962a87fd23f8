import { randomUUID } from "node:crypto";
import type { PostgresPool } from "kysely";
import pg from "pg";
import t, { type Test } from "tap";
import { TestClient } from "typeway/testing";
import { createApp } from "../dist/app.js";
import { openPool } from "../dist/database/connect.js";

const server = process.env["TYPEWAY_TEST_POSTGRES"];

/**
 * Runs a specification against the freshly seeded shop: on the embedded database, and on a database of its own on the
 * PostgreSQL server that TYPEWAY_TEST_POSTGRES names.
 */
export async function onEachDatabase(specify: (t: Test, shop: TestClient) => Promise<void>): Promise<void> {
  await t.test("on the embedded database", (t) => inShop(t, () => openPool(), specify));
  if (server === undefined) {
    t.comment("NOT RUN on a PostgreSQL server: TYPEWAY_TEST_POSTGRES does not name one.");
    return;
  }
  await t.test("on a PostgreSQL server", async (t) => inShop(t, await newDatabase(t, server), specify));
}

async function inShop(
  t: Test,
  open: () => Promise<PostgresPool>,
  specify: (t: Test, shop: TestClient) => Promise<void>,
): Promise<void> {
  const shop = new TestClient(createApp(open));
  t.teardown(() => shop.close());
  await specify(t, shop);
}

/** Creates a database that is dropped at the end of the test. */
async function newDatabase(t: Test, server: string): Promise<() => Promise<PostgresPool>> {
  const name = `bookshop_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  t.teardown(async () => {
    await admin.query(`drop database ${name}`);
    await admin.end();
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return () => openPool(url.href);
}
