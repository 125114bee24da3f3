package dev.graft.cli.mlflow;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of an MLflow server from the command line. */
public final class ServerAddress implements ITypeConverter<URI> {
  /** Called by picocli. */
  public ServerAddress() {}

  @Override
  public URI convert(String text) {
    try {
      URI address = new URI(text);
      if (isWeb(address) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is no address of a server; give one such as http://mlflow:5000".formatted(text));
  }

  private static boolean isWeb(URI address) {
    return "http".equalsIgnoreCase(address.getScheme())
        || "https".equalsIgnoreCase(address.getScheme());
  }
}
