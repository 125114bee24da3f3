package dev.graft.cli.report;

import dev.graft.cli.compare.Comparison;
import dev.graft.cli.compare.PolicyScores;
import dev.graft.cli.job.Policy;
import dev.graft.trainer.result.AdapterRunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The page about a finished job: HTML that loads nothing, for light and dark, narrow and wide. The
 * same data always gives the same page.
 */
final class ReportPage {
  /** Colours of the style sheet, {@code series-0} and so on. */
  static final int COLOURS = 8;

  private final ReportData data;
  private final Comparison comparison;
  private final List<String> titles;

  private ReportPage(ReportData data) {
    this.data = data;
    this.comparison = data.comparison();
    this.titles = comparison.scores().stream().map(this::title).toList();
  }

  /** The page. */
  static String write(ReportData data) {
    return new ReportPage(data).write();
  }

  private String write() {
    String name = data.job().name();
    Element head =
        Element.of(
            "head",
            Element.of("meta").with("charset", "utf-8"),
            Element.of("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Element.of("title", name + " – Graft"),
            Element.of("style", css()));
    Element main = Element.of("main", Element.of("h1", name), lead(), cards());
    main.addAll(results()).addAll(curves()).addAll(films());
    main.addAll(new ReportFacts(data).sections());
    return "<!DOCTYPE html>\n"
        + Element.of("html", head, Element.of("body", main))
            .with("xmlns", "http://www.w3.org/1999/xhtml")
            .with("lang", "en")
        + "\n";
  }

  private static String css() {
    try (InputStream file = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A policy that was learned is its job's; any other is the same for all jobs, or for some. */
  private String title(PolicyScores scores) {
    String method =
        comparison.jobs().stream()
            .filter(job -> job.name().equals(scores.job()))
            .map(Comparison.Job::method)
            .findFirst()
            .orElseThrow();
    boolean alone = comparison.jobs().size() == 1;
    boolean several =
        comparison.scores().stream().filter(s -> s.policy() == scores.policy()).count() > 1;
    return switch (scores.policy()) {
      case ADAPTED -> alone ? method : "%s (%s)".formatted(method, scores.job());
      case BEST ->
          alone ? method + ", best epoch" : "%s, best epoch (%s)".formatted(method, scores.job());
      case RANDOM, ZERO_SHOT_MASKED, ZERO_SHOT_VISIBLE, EXPERT ->
          several
              ? "%s (%s)".formatted(scores.policy().title(), scores.job())
              : scores.policy().title();
    };
  }

  private PolicyScores adapted() {
    return comparison.scores().stream()
        .filter(scores -> scores.policy() == Policy.ADAPTED)
        .filter(scores -> scores.job().equals(data.job().name()))
        .findFirst()
        .orElseThrow();
  }

  private Comparison.Job job() {
    return comparison.jobs().stream()
        .filter(job -> job.name().equals(data.job().name()))
        .findFirst()
        .orElseThrow();
  }

  private Element lead() {
    int tasks = comparison.tasks().size();
    return Element.of(
            "p",
            "%s on %d %s of %s, %d %s each, evaluated on %d unseen goals a task."
                .formatted(
                    job().method(),
                    tasks,
                    tasks == 1 ? "task" : "tasks",
                    data.job().runs().getFirst().provenance().suite(),
                    job().seeds().size(),
                    job().seeds().size() == 1 ? "seed" : "seeds",
                    job().goals()))
        .with("class", "lead");
  }

  private Element cards() {
    var mean = adapted().mean();
    Map<String, String> cards = new LinkedHashMap<>();
    cards.put("success at any step", rate(mean.value(), mean.low(), mean.high()));
    Double lastStep = adapted().lastStepMean();
    cards.put("at the last step", lastStep == null ? "not measured" : share(lastStep));
    cards.put("trained parameters", String.format(Locale.ROOT, "%,d", job().parameters()));
    cards.put("of the backbone", String.format(Locale.ROOT, "%.2f %%", job().percentOfBackbone()));
    cards.put("adapter in bytes", String.format(Locale.ROOT, "%,d", job().bytes()));
    cards.put("time of all runs", Seconds.text(data.job().runs()));
    Element list = Element.of("dl").with("class", "cards");
    cards.forEach(
        (name, value) ->
            list.add(Element.of("div", Element.of("dt", name), Element.of("dd", value))));
    return list;
  }

  private List<Element> results() {
    return List.of(
        Element.of("h2", "Success by task"),
        Element.of(
            "figure",
            key(titles, i -> i % COLOURS),
            TaskBars.draw(comparison, titles),
            Element.of(
                "figcaption", "Share of goals solved at some step, with 95 % Wilson intervals.")),
        Tables.scrolling("Results by task", Tables.results(comparison, titles)));
  }

  /** What the colours mean. */
  private static Element key(List<String> names, IntUnaryOperator colour) {
    Element list = Element.of("ul").with("class", "key");
    for (int i = 0; i < names.size(); i++) {
      Element swatch =
          Element.of(
                  "svg",
                  Element.of("rect")
                      .with("class", "series-" + colour.applyAsInt(i))
                      .with("width", 10)
                      .with("height", 10))
              .with("viewBox", "0 0 10 10")
              .with("aria-hidden", "true");
      list.add(Element.of("li", swatch).text(names.get(i)));
    }
    return list;
  }

  private List<Element> curves() {
    List<Element> sections = new ArrayList<>();
    List<Curves.Curve> successes = new ArrayList<>();
    List<Curves.Curve> losses = new ArrayList<>();
    for (AdapterRunResult run : data.job().runs()) {
      String name = "%s, seed %d".formatted(run.task(), run.seed());
      if (!run.curve().isEmpty()) {
        successes.add(
            new Curves.Curve(
                name,
                run.curve().stream()
                    .map(at -> point(at.epoch(), at.evaluation().successRate().share()))
                    .toList()));
      }
      if (!run.losses().isEmpty()) {
        losses.add(
            new Curves.Curve(
                name, run.losses().stream().map(at -> point(at.epoch(), at.loss())).toList()));
      }
    }
    if (!losses.isEmpty()) {
      sections.add(Element.of("h2", "Learning"));
      sections.add(figure("Training loss, the mean over each interval.", "Training loss", losses));
    }
    if (!successes.isEmpty()) {
      sections.add(
          figure(
              "Success on the validation's goals, which choose the best epoch.",
              "Validation success",
              successes));
    }
    return sections;
  }

  private static Curves.Point point(double epoch, double value) {
    return new Curves.Point(epoch, value);
  }

  private static Element figure(String caption, String what, List<Curves.Curve> curves) {
    return Element.of(
        "figure",
        key(curves.stream().map(Curves.Curve::name).toList(), Curves::colour),
        Curves.draw(what, curves),
        Element.of("figcaption", caption));
  }

  private List<Element> films() {
    if (data.films().isEmpty()) {
      return List.of();
    }
    Element films = Element.of("div").with("class", "films");
    for (ReportData.Film film : data.films()) {
      String words =
          "An episode of the adapted policy on %s, seed %d: %s"
              .formatted(film.task(), film.seed(), film.ending().words());
      String image = Base64.getEncoder().encodeToString(film.gif());
      films.add(
          Element.of(
              "figure",
              Element.of("img").with("src", "data:image/gif;base64," + image).with("alt", words),
              Element.of(
                  "figcaption",
                  "%s, seed %d: %s".formatted(film.task(), film.seed(), film.ending().words()))));
    }
    return List.of(Element.of("h2", "The adapted policy at work"), films);
  }

  static String share(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String rate(double value, @Nullable Double low, @Nullable Double high) {
    return low == null || high == null
        ? share(value)
        : "%s [%s, %s]".formatted(share(value), share(low), share(high));
  }
}
