import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { addressOf, type Place, placeAt } from "./place.js";

interface Navigator {
  readonly place: Place;
  /** Whether this is not the place where the page was opened. */
  readonly hasMoved: boolean;
  go(place: Place): void;
}

const NavigatorContext = createContext<Navigator>({
  place: { page: "home" },
  hasMoved: false,
  go: () => {},
});

/** Where one is, and the way elsewhere. */
export function useNavigator(): Navigator {
  return useContext(NavigatorContext);
}

/** Keeps the place and the browser's address and history in step. */
export function NavigatorProvider({ children }: { readonly children: ComponentChildren }) {
  const [place, setPlace] = useState(currentPlace);
  const [hasMoved, setMoved] = useState(false);
  useEffect(() => {
    const follow = () => {
      setMoved(true);
      setPlace(currentPlace());
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go = (next: Place) => {
    history.pushState(null, "", addressOf(next));
    setMoved(true);
    setPlace(next);
    if (!isSamePage(place, next)) scrollTo(0, 0);
  };
  return (
    <NavigatorContext.Provider value={{ place, hasMoved, go }}>
      {children}
    </NavigatorContext.Provider>
  );
}

/** Whether two places show the same thing, if perhaps in another order or length. */
export function isSamePage(a: Place, b: Place): boolean {
  if (a.page === "user") return b.page === "user" && a.user === b.user;
  return addressOf(a) === addressOf(b);
}

function currentPlace(): Place {
  return placeAt(new URL(location.href));
}
