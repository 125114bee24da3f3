package dev.graft.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is signed by an authority that the test makes, and who asks who. */
class TrackingAccessIT {
  private static final String SECRET = "correct-horse-battery";

  @TempDir private static Path folder;
  private static HttpsServer server;
  private static URI uri;
  private static volatile Optional<String> authorization = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    makeCertificates();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
    server.createContext(
        "/",
        exchange -> {
          authorization =
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
          boolean known = authorization.filter(TrackingAccessIT::isKnown).isPresent();
          byte[] body =
              (known ? "{\"experiments\": [{\"experiment_id\": \"7\"}]}" : "not you")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    uri = URI.create("https://localhost:" + server.getAddress().getPort());
  }

  private static boolean isKnown(String header) {
    return header.equals("Bearer " + SECRET)
        || header.equals(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(("ada:" + SECRET).getBytes(StandardCharsets.UTF_8)));
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void isLetInWithAToken() {
    assertThat(experiment(Map.of(TrackingAccess.TOKEN, SECRET))).isEqualTo("7");
  }

  @Test
  void isLetInWithUserNameAndPasswordRatherThanAToken() {
    assertThat(
            experiment(
                Map.of(
                    TrackingAccess.USERNAME, "ada",
                    TrackingAccess.PASSWORD, SECRET,
                    TrackingAccess.TOKEN, "another")))
        .isEqualTo("7");
  }

  @Test
  void saysThatThePasswordIsWrongWithoutShowingIt() {
    assertThatThrownBy(
            () ->
                experiment(
                    Map.of(TrackingAccess.USERNAME, "ada", TrackingAccess.PASSWORD, "wrong-one")))
        .isInstanceOfSatisfying(
            TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unauthorised))
        .hasMessageContaining("check the user name and password")
        .hasMessageNotContaining("wrong-one");
  }

  @Test
  void trustsNoUnknownAuthorityAndNamesTheRemedy() {
    try (TrackingServer stranger =
        new TrackingServer(
            uri, TrackingAccess.of(Map.of(TrackingAccess.TOKEN, SECRET)), RetryPolicy.ONCE)) {
      authorization = Optional.empty();
      assertThatThrownBy(() -> stranger.ensureExperiment("any"))
          .isInstanceOfSatisfying(
              TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unauthorised))
          .hasMessageContaining(TrackingAccess.CERTIFICATES);
      assertThat(authorization).as("the secret did not leave").isEmpty();
    }
  }

  @Test
  void showsNoSecretInItsText() {
    TrackingAccess access = TrackingAccess.of(Map.of(TrackingAccess.TOKEN, SECRET));

    assertThat(access.toString()).doesNotContain(SECRET).contains("authorization=set");
  }

  @Test
  void refusesHalfACredentialAndACertificateThatIsNone() throws IOException {
    Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");

    assertThatThrownBy(() -> TrackingAccess.of(Map.of(TrackingAccess.USERNAME, "ada")))
        .hasMessageContainingAll(TrackingAccess.USERNAME, TrackingAccess.PASSWORD);
    assertThatThrownBy(
            () -> TrackingAccess.of(Map.of(TrackingAccess.CERTIFICATES, none.toString())))
        .hasMessageContainingAll(TrackingAccess.CERTIFICATES, "none.pem");
  }

  @Test
  void refusesAnAddressThatLogsWouldShowWithItsPassword() {
    URI telling = URI.create("https://ada:" + SECRET + "@mlflow.example");

    assertThatThrownBy(() -> new TrackingServer(telling, RetryPolicy.ONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mlflow.example", TrackingAccess.PASSWORD)
        .hasMessageNotContaining(SECRET);
  }

  private static String experiment(Map<String, String> environment) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put(TrackingAccess.CERTIFICATES, folder.resolve("ca.pem").toString());
    try (TrackingServer tracking =
        new TrackingServer(uri, TrackingAccess.of(all), RetryPolicy.ONCE)) {
      return tracking.ensureExperiment("any");
    }
  }

  private static void makeCertificates() throws Exception {
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test Authority", "-ext", "bc:c");
    keytool("-exportcert", "-rfc", "-alias", "ca", "-file", "ca.pem");
    keytool("-genkeypair", "-alias", "server", "-dname", "CN=localhost");
    keytool("-certreq", "-alias", "server", "-file", "server.csr");
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-infile",
        "server.csr",
        "-outfile",
        "server.pem",
        "-ext",
        "san=dns:localhost");
    keytool("-importcert", "-noprompt", "-alias", "server", "-file", "server.pem");
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", "server.p12", "-storepass", "changeit"));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
    }
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static SSLContext serverContext() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(file, "changeit".toCharArray());
    }
    store.deleteEntry("ca");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
