package dev.graft.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the version. */
@Command(name = "version", description = "Prints the version of Graft and of Java.")
public final class VersionCommand implements Callable<Integer> {
  /**
   * What runs.
   *
   * @param graft such as {@code 0.1.0}
   * @param java such as {@code 25.0.1+8-LTS}
   */
  record Versions(String graft, String java) {
    static Versions here() {
      return new Versions(number(), Runtime.version().toString());
    }

    private String[] lines() {
      return new String[] {"graft " + graft, "Java " + java};
    }

    private void print(PrintWriter out) {
      Arrays.stream(lines()).forEach(out::println);
    }
  }

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the format
  VersionCommand() {}

  @Override
  public Integer call() {
    format.print(Versions.here(), Versions::print);
    return ExitCode.Done.code();
  }

  /** Such as {@code graft 0.1.0}. */
  public static String graft() {
    return "graft " + number();
  }

  /** Such as {@code 0.1.0}. */
  public static String number() {
    try (InputStream in = Graft.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for {@code --version}. */
  public static final class Provider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return Versions.here().lines();
    }
  }
}
