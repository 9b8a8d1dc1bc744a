import { useCallback, useContext } from "preact/hooks";
import type { UserList, UserSummary } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { ResourcesContext } from "../data/use-resource.js";
import { useNavigator } from "../navigation/navigator.js";
import { userPlace } from "../navigation/place.js";
import { counted } from "../parts/numbers.js";
import { Combobox, type Suggestion } from "./combobox.js";

/** Chooses a user by the beginning of an id; an id that nobody has is offered as a newcomer's. */
export function UserSearch() {
  const { go } = useNavigator();
  const resources = useContext(ResourcesContext);
  const suggest = useCallback(
    async (text: string, signal: AbortSignal) => {
      const { users } = await resources.load<UserList>(addresses.usersBeginning(text), signal);
      const isNew = text !== "" && users.every(({ id }) => id !== text);
      return [...users, ...(isNew ? [{ id: text, rated: 0 }] : [])].map(suggestionOf);
    },
    [resources],
  );
  return (
    <Combobox
      label="Choose a user"
      placeholder="User, e.g. 42"
      nothingFound="There are no users."
      suggest={suggest}
      onChoose={(id: string) => go(userPlace(id))}
    />
  );
}

function suggestionOf({ id, rated }: UserSummary): Suggestion<string> {
  return {
    key: id,
    value: id,
    label: (
      <span class="suggestion">
        <span class="suggestion-name">User {id}</span>
        <span class="suggestion-note">
          {rated === 0 ? "new, nothing rated yet" : counted(rated, "film")}
        </span>
      </span>
    ),
  };
}
