import type { Worker } from "node:cluster";

/** Under which number node:cluster waits for a worker to confirm a connection. */
interface Handoff {
  readonly cmd: "NODE_CLUSTER";
  readonly act: "newconn";
  readonly seq: number;
}

/** What a worker says to it; `accepted: false` has the connection given to another worker. */
interface Confirmation {
  readonly cmd: "NODE_CLUSTER";
  readonly ack: number;
  readonly accepted: boolean;
}

/**
 * Gives the connections that were on their way to a worker when it ended to the others. By itself node:cluster waits
 * for ever for such a worker to confirm them, and their clients wait with it. There is no public way to know of them, so
 * the messages are watched; should node:cluster send others one day, nothing breaks but this.
 */
export function rescueHandoffs(worker: Worker): void {
  const child = worker.process;
  const pending = new Set<number>();
  const send = child.send.bind(child) as (...args: unknown[]) => boolean;
  const watched = (...args: unknown[]): boolean => {
    if (isHandoff(args[0])) pending.add(args[0].seq);
    return send(...args);
  };
  Object.assign(child, { send: watched });
  child.on("internalMessage", (message: unknown) => {
    if (isConfirmation(message)) pending.delete(message.ack);
  });
  worker.once("exit", () => {
    for (const ack of pending) {
      const refusal: Confirmation = { cmd: "NODE_CLUSTER", ack, accepted: false };
      child.emit("internalMessage", refusal);
    }
  });
}

const isHandoff = (message: unknown): message is Handoff =>
  isOfCluster(message) && "act" in message && message.act === "newconn" && "seq" in message;

const isConfirmation = (message: unknown): message is Confirmation => isOfCluster(message) && "ack" in message;

const isOfCluster = (message: unknown): message is { readonly cmd: "NODE_CLUSTER" } =>
  typeof message === "object" && message !== null && "cmd" in message && message.cmd === "NODE_CLUSTER";
