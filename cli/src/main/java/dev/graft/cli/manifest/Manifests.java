package dev.graft.cli.manifest;

import dev.graft.cli.CommandFailure;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.crd.Violation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the AdapterJobs of files, and of folders, which stand for the manifests in them. */
public final class Manifests {
  private static final Pattern MANIFEST = Pattern.compile("\\.(yaml|yml|json)$");

  private final ManifestReader reader = new ManifestReader();

  /**
   * What a file holds.
   *
   * @param jobs its AdapterJobs when it is right, defaults filled in
   * @param violations one line for each thing that is wrong, with file, field, value and remedy
   */
  record Checked(List<AdapterJob> jobs, List<String> violations) {}

  /**
   * The files that are meant: of a folder those in it, sorted by name, that hold YAML or JSON.
   *
   * @throws CommandFailure when a folder holds none, or cannot be read
   */
  static List<Path> files(List<Path> given) {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      files.addAll(Files.isDirectory(path) ? inFolder(path) : List.of(path));
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> manifests =
          inside
              .filter(Files::isRegularFile)
              .filter(file -> MANIFEST.matcher(file.toString()).find())
              .sorted()
              .toList();
      if (manifests.isEmpty()) {
        throw CommandFailure.usage(
            folder + ": holds no .yaml, .yml or .json file; give a folder of manifests");
      }
      return manifests;
    } catch (IOException e) {
      throw CommandFailure.usage(folder + ": " + problem(e));
    }
  }

  /**
   * The jobs of all files and folders, in their order.
   *
   * @param settings {@code path=value} each, applied to every job
   * @throws CommandFailure when one of them is wrong, or two have one name: its message lists all
   *     violations of all files
   */
  public List<AdapterJob> read(List<Path> files, List<String> settings) {
    List<AdapterJob> jobs = new ArrayList<>();
    List<String> violations = new ArrayList<>();
    Map<String, Path> named = new HashMap<>();
    for (Path file : files(files)) {
      Checked checked = check(file, settings);
      jobs.addAll(checked.jobs());
      violations.addAll(checked.violations());
      checked.jobs().forEach(job -> violations.addAll(sameName(job, file, named)));
    }
    if (!violations.isEmpty()) {
      throw CommandFailure.usage(String.join(System.lineSeparator(), violations));
    }
    return jobs;
  }

  /**
   * The jobs of a text.
   *
   * @param source what to call the text in messages
   * @throws CommandFailure when one of them is wrong: its message lists all violations
   */
  public List<AdapterJob> parse(String source, String text, List<String> settings) {
    Checked checked = parsed(Path.of(source), text, settings);
    if (!checked.violations().isEmpty()) {
      throw CommandFailure.usage(String.join(System.lineSeparator(), checked.violations()));
    }
    return checked.jobs();
  }

  /** Jobs are told apart by their names, as in a namespace of a cluster. */
  private static List<String> sameName(AdapterJob job, Path file, Map<String, Path> named) {
    String name = job.getMetadata().getName();
    Path earlier = named.putIfAbsent(name, file);
    return earlier == null
        ? List.of()
        : List.of(
            "%s: metadata.name: \"%s\" is also the name of the job in %s: give each a name of its own"
                .formatted(file, name, earlier));
  }

  Checked check(Path file, List<String> settings) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      return new Checked(List.of(), List.of(file + ": " + problem(e)));
    }
    return parsed(file, text, settings);
  }

  private Checked parsed(Path file, String text, List<String> settings) {
    return switch (reader.read(text, settings)) {
      case Reading.Accepted accepted -> new Checked(accepted.jobs(), List.of());
      case Reading.Refused refused ->
          new Checked(List.of(), refused.violations().stream().map(v -> line(file, v)).toList());
    };
  }

  private static String line(Path file, Violation violation) {
    String place = violation.line() > 0 ? file + ":" + violation.line() : file.toString();
    return place + ": " + violation;
  }

  private static String problem(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no such file; give the path of a manifest";
      case AccessDeniedException denied -> "may not be read; change its permissions";
      case CharacterCodingException coding -> "is not UTF-8 text; give a YAML manifest";
      default -> "cannot be read (" + failure.getMessage() + "); give the path of a manifest";
    };
  }
}
