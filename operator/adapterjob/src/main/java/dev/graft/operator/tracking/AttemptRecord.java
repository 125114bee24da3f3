package dev.graft.operator.tracking;

import java.util.Map;

/** What a parent run tells of an attempt besides its progress. Made when it is asked for. */
public interface AttemptRecord {
  /** Of an attempt of which nothing more is known. */
  AttemptRecord NONE =
      new AttemptRecord() {
        @Override
        public Map<String, String> parameters() {
          return Map.of();
        }

        @Override
        public Map<String, String> documents() {
          return Map.of();
        }

        @Override
        public Map<String, Double> results() {
          return Map.of();
        }

        @Override
        public String summary() {
          return "";
        }
      };

  /** What tells the job apart from others, by name; the same whenever it is asked for. */
  Map<String, String> parameters();

  /** Texts by file name: what was asked for, and how it is done. */
  Map<String, String> documents();

  /** Metrics over all runs, by name. */
  Map<String, Double> results();

  /** Markdown for the run's page; empty when there is nothing to tell. */
  String summary();
}
