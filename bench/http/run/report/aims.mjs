/** What Typeway is to reach, by requests per second: times raw node:http, and times Fastify. */
const aims = {
  typeway: {
    constant: { "node:http": 1, fastify: 1.15 },
    typed: { "node:http": 0.98, fastify: 1.3 },
    order: { "node:http": 1, fastify: 1.3 },
    list: { "node:http": 1.05, fastify: 1.15 },
    422: { fastify: 1 },
    "5 dependencies": { fastify: 1.15 },
  },
  "typeway direct": {
    constant: { "node:http": 1.25 },
    typed: { "node:http": 1.25 },
    order: { "node:http": 1.4 },
  },
};

/** @returns one entry for each aim that this run has a figure for */
export const aimsOf = (results) =>
  Object.entries(aims).flatMap(([app, byScenario]) =>
    Object.entries(byScenario).flatMap(([scenario, byReference]) => {
      const figures = results.find(({ name }) => name === scenario)?.apps.find((one) => one.app === app);
      return Object.entries(byReference).flatMap(([reference, aim]) => {
        const ratio = figures?.ratios[reference];
        if (ratio?.rate === undefined) return [];
        const reached = ratio.rate.median;
        return [{ app, scenario, reference, aim, reached, processor: ratio.processor?.median, isMet: reached >= aim }];
      });
    }),
  );
