package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that explains reasons has all of them, in the words that people see, and no others. */
class TroubleshootingPageTest {
  private static final Path PAGE = Path.of("../../docs/troubleshooting.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");

  @Test
  void everyReasonHasASectionAndEverySectionAReason() throws IOException {
    List<String> sections = HEADING.matcher(page()).results().map(match -> match.group(1)).toList();

    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::word).toList());
  }

  @Test
  void everySectionQuotesTheSentenceThatPeopleSee() throws IOException {
    String page = page();

    for (Reason reason : Reason.values()) {
      assertThat(page).contains("### %s%n%n> %s%n".formatted(reason.word(), sentence(reason)));
    }
  }

  /** The template with three dots for what is filled in. */
  private static String sentence(Reason reason) {
    return reason.template().replaceAll("%[sd]", "…");
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }
}
