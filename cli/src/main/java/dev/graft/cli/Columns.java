package dev.graft.cli;

import java.util.List;

/** Text in columns, for a terminal. */
public final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /**
   * A line for each row, its cells as wide as the widest of their column, two spaces between.
   *
   * @param rows of the same number of cells
   */
  public static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
