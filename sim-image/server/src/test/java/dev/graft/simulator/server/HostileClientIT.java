package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.simulator.v1.DescribeRequest;
import dev.graft.simulator.v1.OpenSession;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.SimulatorGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that ask for too much, or hold what they do not use, over a socket and raw stubs. */
@Timeout(60)
final class HostileClientIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  /** An end that must come, but after a request or two, however busy the machine is. */
  private static final Duration BRIEF = Duration.ofSeconds(2);

  private static final int MOST = 2;
  private static final int MOST_COLLECTIONS = 8;

  private final FakeSuite suite = new FakeSuite();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private @Nullable SimulatorServer server;

  @AfterEach
  void stop() throws InterruptedException {
    for (ManagedChannel channel : channels) {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
    if (server != null) {
      server.close();
    }
    assertThat(suite.closed).hasValue(suite.opened.get());
  }

  private ManagedChannel serve(Duration idle) throws IOException {
    server =
        SimulatorServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(suite),
            new SimulatorSettings(MOST, MOST, 1, idle),
            registry);
    return connect();
  }

  private ManagedChannel connect() {
    String address = "localhost:" + server().port();
    ManagedChannel channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    channels.add(channel);
    return channel;
  }

  private SimulatorServer server() {
    if (server == null) {
      throw new IllegalStateException("nothing serves");
    }
    return server;
  }

  private double openCollections() {
    return registry.get("graft.simulator.collections.open").gauge().value();
  }

  private static void await(String what, BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      assertThat(Thread.interrupted()).as("the time is up, waiting until %s", what).isFalse();
    }
  }

  private static RolloutRequest open(String... tasks) {
    return RolloutRequest.newBuilder()
        .setOpen(OpenSession.newBuilder().setSuite(FakeSuite.NAME).addAllTasks(List.of(tasks)))
        .build();
  }

  private static CollectDemonstrationsRequest collection(int perTask) {
    return CollectDemonstrationsRequest.newBuilder()
        .setSuite(FakeSuite.NAME)
        .addTasks("hopeless")
        .setPerTask(perTask)
        .setMaxSteps(FakeSuite.HORIZON)
        .build();
  }

  private static Status statusOf(BlockingClientCall<?, ?> call) throws InterruptedException {
    try {
      while (call.read() != null) {
        // until it ends
      }
      return Status.OK;
    } catch (StatusException end) {
      return end.getStatus();
    }
  }

  @Test
  void refusesAMessageLargerThanAnyThatCanBeMet() throws Exception {
    var call = SimulatorGrpc.newBlockingV2Stub(serve(LONG)).rollout();
    call.write(open(Collections.nCopies(20_000, "hopeless").toArray(String[]::new)));
    Status status = statusOf(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("exceeds maximum size 65792");
  }

  @Test
  void refusesMoreEnvironmentsThanThereAreInAMessageThatIsSmallEnough() throws Exception {
    var call = SimulatorGrpc.newBlockingV2Stub(serve(LONG)).rollout();
    call.write(open(Collections.nCopies(5_000, "hopeless").toArray(String[]::new)));
    Status status = statusOf(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("open.tasks has 5000 entries: a session may have");
    assertThat(suite.opened).hasValue(0);
  }

  @Test
  void refusesALongNameInAFewWords() throws Exception {
    var call = SimulatorGrpc.newBlockingV2Stub(serve(LONG)).rollout();
    call.write(open("x".repeat(60_000)));
    Status status = statusOf(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription())
        .startsWith("open.tasks[0] is 'xxx")
        .endsWith("xxx...': no task has so long a name")
        .hasSizeLessThan(200);
  }

  @Test
  void refusesLargeHeaders() throws Exception {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-large", Metadata.ASCII_STRING_MARSHALLER), "y".repeat(10_000));
    var stub =
        SimulatorGrpc.newBlockingStub(serve(LONG))
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    // The server announces its limit; a client that does not keep to it is refused by itself.
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> stub.describe(DescribeRequest.getDefaultInstance()))
        .withStackTraceContaining("Header size exceeded max allowed size (8192)");
    assertThat(describe(connect())).isPositive();
  }

  @Test
  void boundsTheCallsOfAConnectionAndLeavesRoomForOthers() throws Exception {
    ManagedChannel greedy = serve(LONG);
    for (int i = 0; i < Limits.callsPerConnection(new SimulatorSettings(MOST, MOST, 1)); i++) {
      var opened = SimulatorGrpc.newBlockingV2Stub(greedy).rollout();
      opened.write(open("unknown so that the call is there, and refused when it is read"));
    }
    assertThat(describe(connect())).isPositive();
  }

  private static int describe(ManagedChannel channel) {
    return SimulatorGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .describe(DescribeRequest.getDefaultInstance())
        .getTasksCount();
  }

  @Test
  void boundsTheCollections() throws Exception {
    ManagedChannel channel = serve(LONG);
    List<Unread> greedy = new ArrayList<>();
    for (int i = 0; i < MOST_COLLECTIONS; i++) {
      greedy.add(Unread.begin(channel));
      assertThat(greedy.getLast().first.get(20, TimeUnit.SECONDS)).isTrue();
    }
    Status status =
        statusOf(SimulatorGrpc.newBlockingV2Stub(channel).collectDemonstrations(collection(1)));
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("8 collections", "ask later or elsewhere");
    greedy.getFirst().cancel();
    await(
        "there is room again",
        () -> {
          try {
            return statusOf(
                    SimulatorGrpc.newBlockingV2Stub(channel).collectDemonstrations(collection(1)))
                .isOk();
          } catch (InterruptedException timeIsUp) {
            Thread.currentThread().interrupt(); // which await finds
            return false;
          }
        });
  }

  @Test
  void endsASessionThatIsLeftAlone() throws Exception {
    var call = SimulatorGrpc.newBlockingV2Stub(serve(BRIEF)).rollout();
    call.write(open("hopeless"));
    Status status = statusOf(call);
    assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(status.getDescription()).contains("no request", "begin another, or raise --idle");
    assertThat(server().freeEnvironments()).isEqualTo(MOST);
  }

  @Test
  void endsAStreamThatNeverOpensASession() throws Exception {
    Status status = statusOf(SimulatorGrpc.newBlockingV2Stub(serve(SHORT)).rollout());
    assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
  }

  @Test
  void doesNotTakeALongStepForAnIdleClient() throws Exception {
    var call = SimulatorGrpc.newBlockingV2Stub(serve(BRIEF)).rollout();
    call.write(open("hopeless"));
    assertThat(call.read()).isNotNull();
    long end = System.nanoTime() + 2 * BRIEF.toNanos();
    suite.atReset = () -> await("a long reset is over", () -> System.nanoTime() > end);
    call.write(
        RolloutRequest.newBuilder()
            .setReset(
                ResetEnvironments.newBuilder()
                    .addEnvironments(0)
                    .addGoals(dev.graft.simulator.v1.Goal.getDefaultInstance()))
            .build());
    assertThat(call.read()).as("the reset's answer").isNotNull();
  }

  @Test
  void endsACollectionThatIsNotRead() throws Exception {
    Unread unread = Unread.begin(serve(SHORT));
    assertThat(unread.first.get(20, TimeUnit.SECONDS)).isTrue();
    await("the server has ended it", () -> openCollections() == 0);
    Status status = unread.readToTheEnd();
    assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(status.getDescription()).contains("was not read");
  }

  @Test
  void stopsWhenTheDeadlineOfTheClientIsOver() throws Exception {
    ManagedChannel channel = serve(LONG);
    var stub = SimulatorGrpc.newBlockingV2Stub(channel).withDeadlineAfter(BRIEF);
    var session = stub.rollout();
    session.write(open("hopeless", "hopeless"));
    assertThat(session.read()).isNotNull();
    assertThat(server().freeEnvironments()).isZero();
    assertThat(statusOf(session).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    await("its environments are free", () -> server().freeEnvironments() == MOST);
  }

  @Test
  void stopsACollectionWhenTheDeadlineOfTheClientIsOver() throws Exception {
    var stub = SimulatorGrpc.newBlockingV2Stub(serve(LONG));
    var endless =
        stub.withDeadlineAfter(Duration.ofMillis(300)).collectDemonstrations(collection(100_000));
    assertThat(statusOf(endless).getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    await("the server has ended it", () -> openCollections() == 0);
    open(stub); // by the one thread that ran it, after what it had begun
    int begun = suite.begun.get();
    open(stub);
    assertThat(suite.begun).hasValue(begun);
  }

  @Test
  void endsEverythingThatIsOpenWhenItMust() throws Exception {
    ManagedChannel channel = serve(LONG);
    var session = SimulatorGrpc.newBlockingV2Stub(channel).rollout();
    session.write(open("hopeless"));
    assertThat(session.read()).isNotNull();
    Unread collection = Unread.begin(channel);
    assertThat(collection.first.get(20, TimeUnit.SECONDS)).isTrue();
    server().drain(SHORT);
    assertThat(List.of(statusOf(session).getCode(), collection.readToTheEnd().getCode()))
        .as("what a client takes for a lost simulator")
        .isSubsetOf(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
  }

  private static void open(SimulatorGrpc.SimulatorBlockingV2Stub stub) throws Exception {
    var session = stub.rollout();
    session.write(open("hopeless"));
    assertThat(session.read()).isNotNull();
  }

  /** A collection of which one episode is read. */
  private static final class Unread
      implements ClientResponseObserver<CollectDemonstrationsRequest, Demonstration> {
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<CollectDemonstrationsRequest> call;

    static Unread begin(ManagedChannel channel) {
      Unread unread = new Unread();
      SimulatorGrpc.newStub(channel).collectDemonstrations(collection(100_000), unread);
      return unread;
    }

    void cancel() {
      Objects.requireNonNull(call).cancel("enough", null);
    }

    /** What was sent comes before the status. */
    Status readToTheEnd() throws Exception {
      Objects.requireNonNull(call).request(Integer.MAX_VALUE);
      return end.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<CollectDemonstrationsRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(Demonstration value) {
      first.complete(true);
    }

    @Override
    public void onError(Throwable failure) {
      first.complete(false);
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      first.complete(false);
      end.complete(Status.OK);
    }
  }
}
