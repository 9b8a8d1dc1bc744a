import { serveStatic } from "@hono/node-server/serve-static";
import type { Bundle } from "@towerkit/bundle";
import type { Recommender } from "@towerkit/retrieval";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { About } from "../api.js";
import { describeModel } from "./about.js";
import { failure, failureOf, RequestError } from "./failures.js";
import { Library } from "./library.js";
import { filmRoutes } from "./routes/films.js";
import { userRoutes } from "./routes/users.js";

/** What the demo serves. */
export interface DemoParts {
  /** Knows what its users have seen. */
  readonly recommender: Recommender;
  readonly bundle: Bundle;
  /** The training report beside the bundle, if there is one. */
  readonly report?: unknown;
  /** The folder of the built page. Default: none, the API alone. */
  readonly webDir?: string;
  /** Is told of errors that are the server's own. */
  readonly onError?: (error: Error) => void;
}

/**
 * The demo's API under `/api`, and its page under every other path.
 * @throws ConfigError if the demo cannot show this bundle.
 */
export async function createApp({
  recommender,
  bundle,
  report,
  webDir,
  onError = () => {},
}: DemoParts): Promise<Hono> {
  const library = await Library.of(bundle);
  const about = describeModel(bundle, library, report);
  const app = new Hono();
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: { defaultSrc: ["'self'"], imgSrc: ["'self'", "data:"] },
    }),
  );
  app.get("/api/about", (context) => context.json<About>(about));
  app.route("/api/users", userRoutes(library, recommender));
  app.route("/api/films", filmRoutes(library, recommender));
  app.all("/api/*", (context) =>
    failure(context, "not-found", `There is no ${context.req.method} ${context.req.path}.`),
  );
  if (webDir !== undefined) servePage(app, webDir);
  app.onError((error, context) => {
    if (!(error instanceof RequestError)) onError(error);
    return failureOf(context, error);
  });
  return app;
}

function servePage(app: Hono, root: string): void {
  app.get("/assets/*", serveStatic({ root }), (context) =>
    failure(context, "not-found", `There is no ${context.req.path}.`),
  );
  // The page finds its own way by the path, and must never be an older build's.
  app.get("*", async (context, next) => {
    await next();
    context.header("Cache-Control", "no-cache");
  });
  app.get("*", serveStatic({ root, path: "index.html" }));
}
