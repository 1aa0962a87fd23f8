// Lesson 21: work that no client waits for, and work that must not make the others wait.
import { offload, WorkerPool } from "@typeway/offload";
import { App, type BackgroundTasks, type Depends, type Email, type Int, reply } from "typeway";
import { countPrimes, factorsLater } from "./numbers.js";

const app = new App({ title: "Background work" });

/** What has been sent; stands for a mail server. */
export const outbox: string[] = [];

async function sendMail(to: string, subject: string): Promise<void> {
  if (to.endsWith(".invalid")) throw new Error(`Nobody is called ${to}`);
  outbox.push(`${subject} to ${to}`);
}

/** Tasks run after the answer has left, in this order. One that fails is logged, and the next runs all the same. */
app.post("/orders", (order: { email: Email; item: string }, tasks: BackgroundTasks) => {
  tasks.add(sendMail, order.email, `${order.item} is ordered`);
  tasks.add(sendMail, "shop@example.com", "An order");
  return reply(202);
});

/** A dependency shares the list of its request. */
function audit(tasks: BackgroundTasks): (line: string) => void {
  return (line) => tasks.add(() => outbox.push(line));
}
app.delete("/orders/{id}", (id: Int, write: Depends<typeof audit>): void => write(`order ${id} is gone`));

// What computes for long goes to another thread; meanwhile this one answers everybody else.
const pool = new WorkerPool({ threads: 2 });
app.get("/primes/{below}", offload(countPrimes, { pool }));
app.get("/factors/{n}", async (n: Int) => ({ n, factors: await factorsLater(n) }));
app.onStop(async () => {
  await pool.close();
  await factorsLater.close();
});

export default app;
