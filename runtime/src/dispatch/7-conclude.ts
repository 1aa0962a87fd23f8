import type { BackgroundTasks } from "../background-tasks.js";
import type { Failure, Scope } from "../dependencies/scope.js";
import type { Run } from "../run.js";

/**
 * After a complete answer: background tasks, then the request scope in reverse order. Errors go to the log.
 * @param dropped why the answer did not leave: a middleware failed after it was made
 */
export function conclude(run: Run, dropped: Failure | undefined): void {
  const tasks = run.addedTasks;
  if (tasks === undefined || dropped !== undefined) {
    run.endTasks();
    closeRequestScope(run, dropped);
  } else {
    // A task may block.
    run.exchange.flush?.();
    void concludeAfter(run, tasks);
  }
}

async function concludeAfter(run: Run, tasks: BackgroundTasks): Promise<void> {
  await runTasks(run, tasks);
  closeRequestScope(run, undefined);
}

async function runTasks(run: Run, tasks: BackgroundTasks): Promise<void> {
  const { runByTasks } = run.core.activity;
  runByTasks.set(tasks, run);
  await tasks.run(
    (error, task) => run.log("error", "A background task failed.", { error, details: { task } }),
    run.trace,
  );
  runByTasks.delete(tasks);
}

function closeRequestScope(run: Run, failure: Failure | undefined): void {
  const scope = run.openRequestScope;
  if (scope === undefined) run.core.activity.end();
  else close(run, scope, failure);
}

function close(run: Run, scope: Scope, failure: Failure | undefined): void {
  const pending = scope.close(failure, (error) => run.reportCleanUp(error));
  if (pending instanceof Promise) pending.then(() => run.core.activity.end());
  else run.core.activity.end();
}
