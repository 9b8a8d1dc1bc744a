import { Link } from "../navigation/link.js";
import { PageTitle } from "../navigation/page-title.js";

export function NowherePage() {
  return (
    <div class="narrow">
      <PageTitle title="Nothing here">There is nothing here</PageTitle>
      <p>
        The address leads to no user and no film. <Link to={{ page: "home" }}>Start again</Link>.
      </p>
    </div>
  );
}
