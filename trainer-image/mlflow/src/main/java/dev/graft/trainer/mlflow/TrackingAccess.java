package dev.graft.trainer.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a server knows us, and we know it, under the names of MLflow's own clients. The secrets stay
 * in here: no message, no text of this object shows them.
 */
public final class TrackingAccess {
  /** User name and password, for HTTP's basic authentication; before a token. */
  public static final String USERNAME = "MLFLOW_TRACKING_USERNAME";

  /** See {@link #USERNAME}. */
  public static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";

  /** Bearer token. */
  public static final String TOKEN = "MLFLOW_TRACKING_TOKEN";

  /** File with the certificates (PEM) of the authorities to be trusted, and of no others. */
  public static final String CERTIFICATES = "MLFLOW_TRACKING_SERVER_CERT_PATH";

  /** For a server that asks nobody who they are. */
  public static final TrackingAccess ANONYMOUS = new TrackingAccess(null, null);

  private final @Nullable String authorization;
  private final @Nullable SSLContext trust;

  private TrackingAccess(@Nullable String authorization, @Nullable SSLContext trust) {
    this.authorization = authorization;
    this.trust = trust;
  }

  /**
   * As the environment says.
   *
   * @param environment of the process
   * @throws IllegalArgumentException when a part is missing or the certificates cannot be read
   */
  public static TrackingAccess of(Map<String, String> environment) {
    Optional<String> certificates = value(environment, CERTIFICATES);
    return new TrackingAccess(
        authorization(environment), certificates.isEmpty() ? null : trust(certificates.get()));
  }

  private static @Nullable String authorization(Map<String, String> environment) {
    Optional<String> username = value(environment, USERNAME);
    Optional<String> password = value(environment, PASSWORD);
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "only one of %s and %s is set: set both, or none".formatted(USERNAME, PASSWORD));
    }
    if (username.isPresent()) {
      String both = username.get() + ":" + password.get();
      return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
    return value(environment, TOKEN).map(token -> "Bearer " + token).orElse(null);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static SSLContext trust(String file) {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> authorities =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (authorities.isEmpty()) {
        throw new IllegalArgumentException(
            "%s '%s' holds no certificate: give a PEM file".formatted(CERTIFICATES, file));
      }
      return trust(authorities);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s '%s' cannot be read (%s): give a PEM file of certificates"
              .formatted(CERTIFICATES, file, e),
          e);
    }
  }

  private static SSLContext trust(Collection<? extends Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** The value of the header that says who asks. */
  Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  /** The authorities to be trusted; empty: the platform's. */
  Optional<SSLContext> trust() {
    return Optional.ofNullable(trust);
  }

  @Override
  public String toString() {
    return "TrackingAccess[authorization=%s, authorities=%s]"
        .formatted(authorization == null ? "none" : "set", trust == null ? "platform's" : "own");
  }
}
