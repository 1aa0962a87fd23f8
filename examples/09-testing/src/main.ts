// Lesson 9: testing. The lesson is in test/main.test.ts.
// What a test wants to replace is a dependency: here the clock, and somebody else's server.
import { App, type Depends } from "typeway";

export function now(): Date {
  return new Date();
}

export async function fetchWeather(city: string): Promise<{ celsius: number }> {
  const response = await fetch(`https://weather.example/${encodeURIComponent(city)}`);
  return (await response.json()) as { celsius: number };
}

const app = new App({ title: "Testing", version: "1.0.0" });

/** What to wear. */
app.get("/advice", (city: string, at: Depends<typeof now>, weather: Depends<typeof fetchWeather>) => {
  const dark = at.getUTCHours() < 6 || at.getUTCHours() > 18;
  return { city, coat: weather.celsius < 15, lamp: dark };
});

export default app;
