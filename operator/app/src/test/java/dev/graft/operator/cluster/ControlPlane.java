package dev.graft.operator.cluster;

import dev.graft.crd.AdapterJobCrd;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running control plane that knows AdapterJobs. Pods are created by its controllers but never
 * start, since there is no node; a test plays the kubelet.
 */
public final class ControlPlane implements AutoCloseable {
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
      - level: Metadata
        verbs: [create, update, patch, delete, deletecollection]
      """;

  private static final long ESTABLISHED_SECONDS = 120;

  private final Path folder;
  private final Map<User, String> tokens = new EnumMap<>(User.class);
  private final Deque<ServerProcess> processes = new ArrayDeque<>();
  private final int etcdPort;
  private final int peerPort;
  private final int apiPort;

  private ControlPlane(Path folder) {
    this.folder = folder;
    List<Integer> ports = FreePorts.pick(3);
    this.etcdPort = ports.get(0);
    this.peerPort = ports.get(1);
    this.apiPort = ports.get(2);
    Arrays.stream(User.values()).forEach(user -> tokens.put(user, UUID.randomUUID().toString()));
  }

  /** Starts all that {@code binaries} has, with its data in {@code folder}. */
  static ControlPlane start(KubernetesBinaries binaries, Path folder) throws IOException {
    ControlPlane plane = new ControlPlane(folder);
    boolean started = false;
    try {
      plane.writeFiles();
      plane.startEtcd(binaries.etcd());
      plane.startApiServer(binaries.apiServer());
      plane.installAdapterJobs(); // the garbage collector looks for new kinds only now and then
      if (binaries.controllerManager() != null) {
        plane.startControllers(binaries.controllerManager());
      }
      started = true;
      return plane;
    } finally {
      if (!started) {
        plane.close();
      }
    }
  }

  /** A client for a user; the caller closes it. */
  public KubernetesClient client(User user) {
    return client(user, new KubernetesClientBuilder());
  }

  /** A client that {@code builder} makes, for a user; the caller closes it. */
  public KubernetesClient client(User user, KubernetesClientBuilder builder) {
    return builder.withConfig(config(user)).build();
  }

  /** Lets the requests of a client pass {@code interceptor}. */
  public static KubernetesClientBuilder through(
      Interceptor interceptor, KubernetesClientBuilder builder) {
    return builder.withHttpClientBuilderConsumer(
        http -> http.addOrReplaceInterceptor(interceptor.getClass().getName(), interceptor));
  }

  /** A kubeconfig file for a user. */
  public Path kubeconfig(User user) throws IOException {
    Path file = folder.resolve(user.name().toLowerCase(Locale.ROOT) + ".kubeconfig");
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: test, user: {token: %s}}]
        contexts: [{name: test, context: {cluster: test, user: test}}]
        current-context: test
        """
            .formatted(address(), tokens.get(user)));
  }

  /** What the API server was asked to write. */
  public AuditLog auditLog() {
    return new AuditLog(folder.resolve("audit.log"));
  }

  private Config config(User user) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(address())
        .withOauthToken(tokens.get(user))
        .withTrustCerts(true) // the certificate was made by this very process a moment ago
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private String address() {
    return "https://127.0.0.1:" + apiPort;
  }

  private void writeFiles() throws IOException {
    Files.writeString(folder.resolve("audit-policy.yaml"), AUDIT_POLICY);
    Files.writeString(
        folder.resolve("tokens.csv"),
        Arrays.stream(User.values()).map(this::tokenLine).collect(Collectors.joining("\n")));
    Files.writeString(folder.resolve("service-accounts.key"), privateKey());
  }

  private String tokenLine(User user) {
    String name = user.userName();
    return "%s,%s,%s,\"%s\"".formatted(tokens.get(user), name, name, user.group());
  }

  /** The API server wants a key to sign service accounts' tokens with, although none is used. */
  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private void startEtcd(Path etcd) {
    String clients = "http://127.0.0.1:" + etcdPort;
    String peers = "http://127.0.0.1:" + peerPort;
    start(
            "etcd",
            etcd,
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=default=" + peers,
            "--unsafe-no-fsync=true",
            "--log-level=warn")
        .await(() -> accepts(etcdPort));
  }

  private void startApiServer(Path apiServer) {
    Path key = folder.resolve("service-accounts.key");
    start(
            "kube-apiserver",
            apiServer,
            "--etcd-servers=http://127.0.0.1:" + etcdPort,
            "--bind-address=127.0.0.1",
            "--secure-port=" + apiPort,
            "--cert-dir=" + folder.resolve("certificates"),
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.96.0.0/16",
            "--token-auth-file=" + folder.resolve("tokens.csv"),
            "--authorization-mode=RBAC",
            "--disable-admission-plugins=ServiceAccount", // nobody makes the accounts here
            "--enable-admission-plugins=OwnerReferencesPermissionEnforcement", // as OpenShift does
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + key,
            "--service-account-signing-key-file=" + key,
            "--audit-policy-file=" + folder.resolve("audit-policy.yaml"),
            "--audit-log-path=" + folder.resolve("audit.log"),
            "--audit-log-mode=blocking-strict") // a write is in the log before its answer is sent
        .await(this::apiServerReady);
  }

  /** The CRD, and what the operator may do. */
  private void installAdapterJobs() {
    InputStream crd =
        new ByteArrayInputStream(AdapterJobCrd.yaml().getBytes(StandardCharsets.UTF_8));
    try (KubernetesClient client = client(User.ADMIN)) {
      for (HasMetadata definition : client.load(crd).serverSideApply()) {
        client
            .resource(definition)
            .waitUntilCondition(ControlPlane::established, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
      }
      client.load(ControlPlane.class.getResourceAsStream("operator-role.yaml")).serverSideApply();
    }
  }

  private static boolean established(@Nullable HasMetadata definition) {
    return definition instanceof CustomResourceDefinition crd
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null // a moment after it is made
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private void startControllers(Path controllerManager) throws IOException {
    start(
        "kube-controller-manager",
        controllerManager,
        "--kubeconfig=" + kubeconfig(User.CONTROLLERS),
        "--leader-elect=false",
        "--secure-port=0",
        "--controllers=job-controller,statefulset-controller,garbage-collector-controller,"
            + "clusterrole-aggregation-controller");
  }

  private ServerProcess start(String name, Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    ServerProcess process = ServerProcess.start(folder.resolve(name + ".log"), command);
    processes.push(process);
    return process;
  }

  private boolean apiServerReady() {
    try (KubernetesClient client = client(User.ADMIN)) {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    while (!processes.isEmpty()) {
      processes.pop().close(); // the last started first
    }
    deleteFolder();
  }

  private void deleteFolder() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
