// Lesson 22: observability.
// `instrument` reports every request to OpenTelemetry: a span for it, spans for its dependencies, its handler, the writing of
// its answer and its background tasks, and metrics. What your own code reports stands below them.
import "./telemetry.js";
import { trace } from "@opentelemetry/api";
import { instrument } from "@typeway/opentelemetry";
import { App, type BackgroundTasks, type Depends, HttpError, type Int } from "typeway";

const tracer = trace.getTracer("teashop");

interface Tea {
  id: Int;
  name: string;
}

class Shelf {
  async find(id: Int): Promise<Tea> {
    const span = tracer.startSpan("SELECT teas");
    const tea = { id, name: "Assam" };
    span.end();
    if (id !== 1) throw new HttpError(404, "There is only one tea");
    return tea;
  }
}

async function* openShelf() {
  yield new Shelf();
}

const app = new App({ title: "Observability", version: "1.0.0" });

app.get("/teas/{id}", async function readTea(id: Int, shelf: Depends<typeof openShelf>): Promise<Tea> {
  return shelf.find(id);
});

function noteSale(tea: Tea): void {
  tracer.startSpan(`INSERT ${tea.name}`).end();
}

app.post("/sales", function sell(tea: Tea, tasks: BackgroundTasks): Tea {
  tasks.add(noteSale, tea);
  return tea;
});

export default instrument(app, { exclude: ["/openapi.json", /^\/docs/] });
