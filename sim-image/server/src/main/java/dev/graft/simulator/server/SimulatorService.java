package dev.graft.simulator.server;

import dev.graft.simulator.server.demonstration.Admission;
import dev.graft.simulator.server.demonstration.DemonstrationStream;
import dev.graft.simulator.server.environment.Crew;
import dev.graft.simulator.server.environment.EnvironmentPool;
import dev.graft.simulator.server.environment.Workers;
import dev.graft.simulator.server.idle.IdleTimer;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.rollout.RolloutStream;
import dev.graft.simulator.server.rollout.Room;
import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.server.task.Outcomes;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.simulator.v1.DescribeRequest;
import dev.graft.simulator.v1.DescribeResponse;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.SimulatorGrpc;
import dev.graft.simulator.v1.TaskDescription;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The calls of {@code simulator.proto}, each handed to the package that answers it. */
final class SimulatorService extends SimulatorGrpc.SimulatorImplBase implements AutoCloseable {
  /** They share the threads; what each holds, besides, is the memory of a window of episodes. */
  private static final int MOST_COLLECTIONS = 8;

  private final SimulatorSettings settings;
  private final Catalogue catalogue;
  private final EnvironmentPool pool;
  private final Room room;
  private final Admission collections = new Admission(MOST_COLLECTIONS);
  private final IdleTimer idle;
  private final SimulatorMetrics metrics;
  private final Workers background;
  private final Workers resetters;
  private final Crew steppers;

  SimulatorService(List<Suite> suites, SimulatorSettings settings, SimulatorMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.catalogue = new Catalogue(suites);
    this.pool = new EnvironmentPool(Math.max(settings.maxEnvironments(), settings.threads()));
    this.room = new Room(settings.maxEnvironments(), settings.maxEnvironmentsPerSession());
    this.idle = new IdleTimer(settings.idle());
    metrics.showEnvironments(settings.maxEnvironments(), room::free, pool::idle);
    this.background = new Workers("simulator-background", settings.threads());
    this.resetters = new Workers("simulator-reset", settings.threads());
    this.steppers = new Crew("simulator-step", settings.threads());
  }

  int freeEnvironments() {
    return room.free();
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> answer) {
    DescribeResponse.Builder response =
        DescribeResponse.newBuilder()
            .setVersion(SimulatorVersion.text())
            .setMaxEnvironments(
                Math.min(settings.maxEnvironments(), settings.maxEnvironmentsPerSession()));
    catalogue.tasks().forEach(task -> response.addTasks(describe(task)));
    answer.onNext(response.build());
    answer.onCompleted();
  }

  private static TaskDescription describe(BenchmarkTask task) {
    TaskInfo info = task.info();
    return TaskDescription.newBuilder()
        .setSuite(task.suite().name())
        .setName(info.name())
        .setObservationSize(info.observationSize())
        .setActionSize(info.actionSize())
        .setGoalOffset(info.goalOffset())
        .setGoalSize(info.goalSize())
        .setHorizon(info.horizon())
        .addAllCameras(task.suite().cameras(info.name()).stream().map(CameraInfo::name).toList())
        .build();
  }

  @Override
  public void collectDemonstrations(
      CollectDemonstrationsRequest request, StreamObserver<Demonstration> answer) {
    var call = (ServerCallStreamObserver<Demonstration>) answer;
    try {
      DemonstrationStream.begin(
          request,
          new DemonstrationStream.Resources(
              catalogue, pool, collections, background, idle, metrics),
          call);
    } catch (RuntimeException refusal) {
      call.onError(Outcomes.of(refusal));
    }
  }

  @Override
  public StreamObserver<RolloutRequest> rollout(StreamObserver<RolloutResponse> answer) {
    return RolloutStream.begin(
        new RolloutStream.Resources(
            catalogue, pool, room, background, resetters, steppers, idle, metrics),
        (ServerCallStreamObserver<RolloutResponse>) answer);
  }

  /** Ends the threads and closes the environments; the calls must be over. */
  @Override
  public void close() {
    idle.close();
    background.close();
    resetters.close();
    steppers.close();
    pool.close();
  }
}
