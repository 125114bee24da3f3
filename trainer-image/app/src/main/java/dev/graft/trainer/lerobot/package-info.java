/**
 * Demonstrations in the format LeRobotDataset v3.0 (huggingface/lerobot, {@code
 * src/lerobot/datasets}), by which people exchange them: written for others, and read from others.
 *
 * <p>Belongs here: the folder's files and what is wrong with them. Does not belong here: which
 * demonstrations a job needs, and where they are kept. Start at {@link
 * dev.graft.trainer.lerobot.LeRobotWriter} or {@link dev.graft.trainer.lerobot.LeRobotReader}.
 *
 * <pre>
 * meta/info.json                               features, rate, counts
 * meta/stats.json                              statistics of each feature over all frames
 * meta/tasks.parquet                           task, task_index
 * meta/episodes/chunk-000/file-000.parquet     length, first and last frame, task, statistics
 * data/chunk-000/file-000.parquet              the frames: one row a step
 * </pre>
 */
@NullMarked
package dev.graft.trainer.lerobot;

import org.jspecify.annotations.NullMarked;
