package dev.graft.cli.mlflow;

import dev.graft.cli.Columns;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.trainer.mlflow.ModelRegistry;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RegisteredModel;
import dev.graft.trainer.mlflow.RegisteredModel.Version;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingServer;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the registered models. */
@Command(
    name = "models",
    description = {
      "Lists the backbones and adapters that jobs with registerAs have registered in MLflow: their"
          + " versions, what these solved, and the aliases that stand for them."
    })
public final class ModelsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Only the model of this name (default: all).")
  private @Nullable String name;

  @Mixin private ServerOption server;
  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ModelsCommand() {}

  @Override
  public Integer call() {
    URI uri = server.require(Installation.of(System.getenv()), "the models are listed by a server");
    format.print(ServerAnswer.to(access -> wanted(uri, access)), ModelsCommand::text);
    return ExitCode.Done.code();
  }

  private List<RegisteredModel> wanted(URI uri, TrackingAccess access) {
    try (TrackingServer tracking = new TrackingServer(uri, access, RetryPolicy.BRIEF)) {
      return wanted(tracking.models(), uri);
    }
  }

  private List<RegisteredModel> wanted(ModelRegistry models, URI uri) {
    if (name == null) {
      return models.list();
    }
    return List.of(
        models
            .find(name)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "no registered model '%s' of Graft's at %s: graft models lists them"
                            .formatted(name, uri))));
  }

  private static void text(List<RegisteredModel> models, PrintWriter out) {
    if (models.isEmpty()) {
      out.println("no registered models: give backbone.pretrain or adapter a registerAs");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MODEL", "VERSION", "KIND", "METHOD", "SUCCESS", "JOB", "ALIASES"));
    for (RegisteredModel model : models) {
      model.versions().forEach(version -> rows.add(row(model, version)));
    }
    Columns.aligned(rows).forEach(out::println);
  }

  private static List<String> row(RegisteredModel model, Version version) {
    return List.of(
        model.name(),
        version.number(),
        model.kind(),
        version.tags().getOrDefault(ModelVersion.METHOD, ""),
        version.tags().getOrDefault(ModelVersion.SUCCESS, ""),
        version.tags().getOrDefault(ModelVersion.JOB, ""),
        String.join(", ", version.aliases()));
  }
}
