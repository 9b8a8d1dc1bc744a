export * from "@towerkit/bundle";
export {
  BundleError,
  ConfigError,
  DatasetError,
  EngineError,
  NumericError,
  TowerkitError,
  UnknownIdError,
} from "@towerkit/core";
export * from "@towerkit/datasets";
export * from "@towerkit/features";
export * from "@towerkit/models";
export * from "@towerkit/retrieval";
export * from "@towerkit/tasks";
export * from "@towerkit/towers";
