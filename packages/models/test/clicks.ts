import { createGenerator, tableFromColumns } from "@towerkit/core";
import { normalization, stringLookup } from "@towerkit/features";

/**
 * Rows of 12 users and 8 films: even users like even films, odd users odd ones, and the later in life the
 * more. `stars` are 1 to 5, `click` is 0 or 1, `list` names rows that belong together.
 */
export function clicks({ rows = 400, seed = 1 } = {}) {
  const random = createGenerator(seed, "clicks");
  const drawn = Array.from({ length: rows }, () => {
    const [user, film] = [random.below(12), random.below(8)];
    const age = 20 + random.below(40);
    const agrees = user % 2 === film % 2;
    return {
      user,
      film,
      age,
      stars: (agrees ? 4 : 1) + (age >= 40 ? 1 : 0),
      click: agrees ? 1 : 0,
    };
  });
  return tableFromColumns({
    user_id: drawn.map(({ user }) => `u${user}`),
    film: drawn.map(({ film }) => `film ${film}`),
    age: drawn.map(({ age }) => age),
    stars: drawn.map(({ stars }) => stars),
    click: drawn.map(({ click }) => click),
    list: drawn.map(({ user }, row) => `${user}/${row % 3}`),
  });
}

export const clickFeatures = () => ({
  user_id: stringLookup().embedding(6),
  age: normalization().numbers(),
  film: stringLookup().embedding(6),
});
