package dev.graft.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The build's download of a Python wheel, with a pip that behaves as a test says. */
@Timeout(60)
class FetchWheelIT {
  private static final String SCRIPT = "sim-image/wheels/fetch-wheel";

  /** What a pip that works does; {@code $dest} is its folder. */
  private static final String DOWNLOADS = "cp %s \"$dest/engine-1.0-py3-none-any.whl\"";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Path wheel;
  private Path target;

  @BeforeEach
  void prepare() throws Exception {
    sandbox = new Sandbox(folder);
    sandbox.install("cp", "exec " + Sandbox.onRealPath("cp") + " \"$@\"");
    target = folder.resolve("build/engine");
    wheel = folder.resolve("engine.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      for (String member : List.of("engine/include/engine.h", "engine/engine.so", "other/x.py")) {
        zip.putNextEntry(new ZipEntry(member));
        zip.write(
            "// content of %s%n".formatted(member).repeat(100).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    Files.writeString(
        folder.resolve("engine.txt"),
        "# The engine.\nengine==1.0 --hash=sha256:%s\n".formatted(digest(wheel)));
    pip(DOWNLOADS.formatted(wheel));
  }

  @Test
  void unpacksTheMembersThatWereAskedFor() throws Exception {
    Outcome outcome = fetch();

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(target.resolve("engine/engine.so")).content().startsWith("// content");
    assertThat(target.resolve("engine/include/engine.h")).content().startsWith("// content");
    assertThat(target.resolve("other")).doesNotExist();
  }

  @Test
  void downloadsOnceForAnyNumberOfTargets() throws Exception {
    fetch();
    pip("exit 1");
    Path another = folder.resolve("build/another");

    Outcome outcome = sandbox.run(SCRIPT, requirement(), another.toString(), "engine/");

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(another.resolve("engine/engine.so")).exists();
  }

  @Test
  void withoutANetworkSaysWhereTheWheelCanBePut() throws Exception {
    pip("echo 'No matching distribution found'; exit 1");

    Outcome outcome = fetch();

    assertRefused(outcome, "engine==1.0 could not be downloaded", "No matching distribution");
    Path place = folder.resolve("cache/wheels/" + digest(wheel) + ".whl");
    assertThat(outcome.err()).contains("put the wheel at " + place);
    Files.copy(wheel, place);
    assertThat(fetch().status()).isZero();
  }

  @Test
  void aWheelOfAnotherDigestIsNotUsed() throws Exception {
    pip("echo tampered >\"$dest/engine-1.0-py3-none-any.whl\"");

    Outcome outcome = fetch();

    assertRefused(outcome, "engine==1.0 was downloaded with a wrong digest");
    assertThat(folder.resolve("cache/wheels/" + digest(wheel) + ".whl")).doesNotExist();
    pip(DOWNLOADS.formatted(wheel));
    assertThat(fetch().status()).isZero();
  }

  @Test
  void aWheelThatWasDamagedInTheCacheIsDownloadedAgain() throws Exception {
    fetch();
    Files.writeString(folder.resolve("cache/wheels/" + digest(wheel) + ".whl"), "half");
    Files.delete(target.resolve(".content"));

    assertThat(fetch().err()).contains("downloading engine==1.0");
    assertThat(target.resolve("engine/engine.so")).content().startsWith("// content");
  }

  @Test
  void anInterruptedDownloadIsNotTakenForAWholeOneAndIsRemovedByTheNext() throws Exception {
    pip("echo half >\"$dest/engine-1.0-py3-none-any.whl\"; kill -9 $PPID");

    assertThat(fetch().status()).isEqualTo(128 + 9);

    assertThat(target).doesNotExist();
    assertThat(leftovers()).isNotEmpty();
    pip(DOWNLOADS.formatted(wheel));
    assertThat(fetch().status()).isZero();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aFullDiskWhileUnpackingLeavesNothingBehind() throws Exception {
    python(DOWNLOADS.formatted(wheel), "ulimit -f 1"); // writes fail after 512 bytes

    Outcome outcome = fetch();

    assertRefused(outcome, "could not be unpacked into " + target.getParent(), "is the disk full?");
    assertThat(leftovers()).isEmpty();
    pip(DOWNLOADS.formatted(wheel));
    assertThat(fetch().status()).isZero();
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    sandbox.environment.put("GRAFT_CACHE", folder.resolve("file").toString());

    assertRefused(fetch(), "cannot write to " + folder.resolve("file/wheels"), "set GRAFT_CACHE");
  }

  @Test
  void aPythonWithoutPipIsMissing() throws Exception {
    sandbox.install("python3", "exit 1");

    assertRefused(fetch(), "no Python 3.10 or newer with pip", "install python3 and python3-pip");
  }

  private Outcome fetch() throws IOException, InterruptedException {
    return sandbox.run(SCRIPT, requirement(), target.toString(), "engine/");
  }

  private String requirement() {
    return folder.resolve("engine.txt").toString();
  }

  private void assertRefused(Outcome outcome, String... words) {
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(words);
    assertThat(target).doesNotExist();
  }

  /** What an interrupted run leaves of its work. */
  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"));
        Stream<Path> built = Files.walk(target.getParent())) {
      return Stream.concat(files, built)
          .filter(file -> file.getFileName().toString().matches(".*\\.(download|partial)\\..*"))
          .toList();
    }
  }

  private void pip(String download) throws IOException {
    python(download, ":");
  }

  /** A Python whose pip is a script, and that runs another before it unpacks. */
  private void python(String download, String beforeUnpacking) throws IOException {
    sandbox.install(
        "python3",
        """
        case "$1" in
          -c) exit 0 ;;
          -) %s; PATH='%s' exec python3 "$@" ;;
        esac
        for argument; do
          [ "${previous:-}" = --dest ] && dest=$argument
          previous=$argument
        done
        %s"""
            .formatted(beforeUnpacking, System.getenv("PATH"), download));
  }

  private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
  }
}
