import type { User } from "../../api.js";
import { addresses } from "../data/addresses.js";
import { useResource } from "../data/use-resource.js";
import { PageTitle } from "../navigation/page-title.js";
import type { UserPlace } from "../navigation/place.js";
import { FailureNote, LoadingRows } from "../parts/states.js";
import { Rated } from "../user/rated.js";
import { Recommended } from "../user/recommended.js";
import { UserFacts } from "../user/user-facts.js";

/** What a user rated, and beside it what is recommended to them. */
export function UserPage({ place }: { readonly place: UserPlace }) {
  const user = useResource<User>(addresses.user(place.user));
  const isNew = user.state === "ready" && !user.data.known;
  return (
    <>
      <div class="page-head">
        <PageTitle title={`User ${place.user}`}>
          <span class="title-kind">User</span> {place.user}
        </PageTitle>
        {user.state === "ready" && <UserFacts user={user.data} />}
      </div>
      <div class={`user-columns ${isNew ? "is-single" : ""}`}>
        {!isNew && (
          <section aria-labelledby="rated">
            <FailureNote resource={user} />
            {user.state === "loading" && <LoadingRows rows={10} />}
            {user.state === "ready" && <Rated user={user.data} place={place} />}
          </section>
        )}
        <section aria-labelledby="recommended">
          <Recommended place={place} />
        </section>
      </div>
    </>
  );
}
