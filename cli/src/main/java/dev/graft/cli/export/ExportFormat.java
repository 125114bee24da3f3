package dev.graft.cli.export;

/** What is exported. */
enum ExportFormat {
  /** Adapters, and the backbone if asked for, with a PyTorch module that loads them. */
  policy,
  /** Demonstrations as a LeRobotDataset v3.0. */
  lerobot
}
