package dev.graft.cli.export;

/** What is exported. */
enum ExportFormat {
  /** Demonstrations as a LeRobotDataset v3.0. */
  lerobot
}
