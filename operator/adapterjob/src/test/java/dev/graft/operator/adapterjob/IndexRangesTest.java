package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexRangesTest {
  @Test
  void readsSingleIndicesAndRanges() {
    assertThat(IndexRanges.parse("0,2-4,7")).containsExactly(0, 2, 3, 4, 7);
  }

  @Test
  void nothingListedIsNoIndex() {
    assertThat(IndexRanges.parse("")).isEmpty();
    assertThat(IndexRanges.parse(null)).isEmpty();
  }
}
