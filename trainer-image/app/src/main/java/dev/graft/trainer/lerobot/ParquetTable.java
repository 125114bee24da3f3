package dev.graft.trainer.lerobot;

import com.jerolba.carpet.CarpetParquetReader;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.io.FileSystemInputFile;
import com.jerolba.carpet.io.FileSystemOutputFile;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** Parquet files, row by row. */
final class ParquetTable {
  private ParquetTable() {}

  /** Takes rows as they are read. */
  @FunctionalInterface
  interface Rows {
    /** Takes one row: column name to value; a null is no entry or null. */
    void accept(Map<String, Object> row) throws IOException;
  }

  /** Writes a file. */
  static <T> void write(Path file, Class<T> type, WriteRecordModelType<T> model, Iterable<T> rows)
      throws IOException {
    write(file, type, model, rows, Map.of());
  }

  /** Writes a file with metadata of its own. */
  static <T> void write(
      Path file,
      Class<T> type,
      WriteRecordModelType<T> model,
      Iterable<T> rows,
      Map<String, String> metadata)
      throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    try (CarpetWriter<T> writer =
        new CarpetWriter.Builder<>(new FileSystemOutputFile(file.toFile()), type)
            .withWriteRecordModel(model)
            .withConf(new PlainParquetConfiguration()) // none of Hadoop's, which reads files
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withExtraMetaData(metadata)
            .build()) {
      for (T row : rows) {
        writer.write(row);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws DatasetException when it is no Parquet file, or damaged
   */
  @SuppressWarnings("unchecked") // Carpet's rows are maps from names
  static void read(Path file, Rows rows) throws IOException {
    try (ParquetReader<Map<String, Object>> reader =
        CarpetParquetReader.builder(
                new FileSystemInputFile(file.toFile()),
                (Class<Map<String, Object>>) (Class<?>) Map.class)
            .withConf(new PlainParquetConfiguration())
            .build()) {
      for (Map<String, Object> row = next(file, reader); row != null; row = next(file, reader)) {
        rows.accept(row);
      }
    }
  }

  /** The library tells a damaged file by a plain RuntimeException. */
  private static @Nullable Map<String, Object> next(
      Path file, ParquetReader<Map<String, Object>> reader) throws IOException {
    try {
      return reader.read();
    } catch (RuntimeException e) {
      throw new DatasetException(
          file, "is no Parquet file, or a damaged one (" + e.getMessage() + "); copy it again", e);
    }
  }
}
