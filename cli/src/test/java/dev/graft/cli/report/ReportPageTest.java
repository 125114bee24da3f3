package dev.graft.cli.report;

import static dev.graft.cli.run.Results.firstOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.run.Results;
import dev.graft.trainer.result.AdapterRunResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ReportPageTest {
  private static final FinishedJob JOB =
      new FinishedJob(
          "good <job>",
          List.of(
              Results.validated(
                  Results.run("d", 0, "door-lock-v3", -1, firstOf(9, 10)), List.of(1, 4)),
              Results.run("d", 1, "door-unlock-v3", -1, firstOf(7, 10))));

  private static final FinishedJob OTHER =
      new FinishedJob(
          "other",
          List.of(
              Results.run("d", 0, "door-lock-v3", -1, firstOf(2, 10)),
              Results.run("d", 1, "door-unlock-v3", -1, firstOf(3, 10))));

  @Test
  void isWellFormedAndSaysWhatCameOut() throws Exception {
    Document page = parse(page(JOB));

    assertThat(text(page, "h1")).containsExactly("good <job>");
    assertThat(text(page, "h2"))
        .contains(
            "Success by task", "Learning", "Runs", "What the numbers depend on", "Do it again");
    assertThat(text(page, "dd"))
        .contains("0.80 [0.60, 0.95]", "0.80", "10", "1.00 %", "40", "2:30");
    assertThat(text(page, "td")).contains("0.90 [0.60, 0.98]", "graft 0.1.0, mujoco 3.3.0");
    assertThat(text(page, "pre")).anyMatch(text -> text.contains("name: \"<&>\""));
  }

  @Test
  void loadsNothing() throws Exception {
    String page = page(JOB);

    assertThat(page).doesNotContain("url(", "@import", "<script", "<link", "<iframe");
    assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(page).find()).isFalse();
    Element image = (Element) parse(page).getElementsByTagName("img").item(0);
    assertThat(image.getAttribute("src")).startsWith("data:image/gif;base64,R0lG");
    assertThat(image.getAttribute("alt")).contains("door-lock-v3");
  }

  @Test
  void tablesAndDrawingsSpeakToThoseWhoCannotSeeThem() throws Exception {
    Document page = parse(page(JOB, OTHER));

    for (Element table : elements(page, "table")) {
      assertThat(table.getElementsByTagName("caption").getLength()).isOne();
      for (Element header : elements(table.getElementsByTagName("th"))) {
        assertThat(header.getAttribute("scope")).isIn("col", "row");
      }
    }
    assertThat(elements(page, "svg"))
        .allMatch(svg -> svg.hasAttribute("aria-label") || svg.hasAttribute("aria-hidden"));
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
  }

  @Test
  void barsAreAsLongAsTheRatesSay() throws Exception {
    List<Element> bars =
        elements(parse(page(JOB)), "rect").stream()
            .filter(bar -> bar.getAttribute("height").equals("14.00"))
            .toList();

    // Five policies on two tasks; the whole width, 624, is a rate of 1.
    assertThat(bars).hasSize(10);
    assertThat(bars)
        .extracting(bar -> bar.getAttribute("width"))
        .contains("624.00", "561.60", "436.80", "1.00");
  }

  @Test
  void comparesWithOtherJobsWhereAsked() throws Exception {
    Document page = parse(page(JOB, OTHER));

    assertThat(text(page, "td"))
        .anyMatch(cell -> cell.startsWith("-0.70 ["))
        .contains("better with probability 0.00");
    assertThat(text(page, "li")).contains("Houlsby 2 (other)");
  }

  @Test
  void theSameResultsAlwaysGiveTheSamePage() {
    assertThat(page(JOB)).isEqualTo(page(JOB));
  }

  private static String page(FinishedJob job, FinishedJob... others) {
    List<FinishedJob> all = new ArrayList<>(List.of(job));
    all.addAll(List.of(others));
    AdapterRunResult run = job.runs().getFirst();
    return ReportPage.write(
        new ReportData(
            job,
            "metadata: {name: \"<&>\"}",
            Optional.of(Results.backbone("backbone")),
            Comparison.of(all, job, Set.of()),
            List.of(
                new ReportData.Film(
                    run.task(),
                    run.seed(),
                    ReportData.Ending.FAILED,
                    "GIF89a".getBytes(StandardCharsets.US_ASCII)))));
  }

  private static Document parse(String page)
      throws IOException, SAXException, ParserConfigurationException {
    assertThat(page).startsWith("<!DOCTYPE html>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> text(Document page, String name) {
    return elements(page, name).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document page, String name) {
    return elements(page.getElementsByTagName(name));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
