// Loads the bundle that the argument names and answers one query, as a service would on its start:
// the milliseconds after the import, for which alone the line protocol is spoken.
import { loadRecommender } from "@towerkit/bundle";

const started = performance.now();
const recommender = await loadRecommender(process.argv[2]);
const { items } = await recommender.recommend({ user_id: "42" }, { k: 10 });
const took = performance.now() - started;
if (items.length !== 10) throw new Error(`10 items were asked for, ${items.length} came`);
console.log(JSON.stringify({ milliseconds: [took] }));
