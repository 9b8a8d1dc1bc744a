import { NavigatorProvider, useNavigator } from "./navigation/navigator.js";
import { FilmPage } from "./pages/film-page.js";
import { HomePage } from "./pages/home-page.js";
import { NowherePage } from "./pages/nowhere-page.js";
import { UserPage } from "./pages/user-page.js";
import { Footer } from "./parts/footer.js";
import { Header } from "./parts/header.js";
import { SyntheticNotice } from "./parts/synthetic-notice.js";

export function App() {
  return (
    <NavigatorProvider>
      <a class="skip-link" href="#main">
        Skip to the content
      </a>
      <Header />
      <SyntheticNotice />
      <main id="main">
        <CurrentPage />
      </main>
      <Footer />
    </NavigatorProvider>
  );
}

function CurrentPage() {
  const { place } = useNavigator();
  if (place.page === "home") return <HomePage />;
  if (place.page === "user") return <UserPage key={place.user} place={place} />;
  if (place.page === "film") return <FilmPage key={place.film} place={place} />;
  return <NowherePage />;
}
