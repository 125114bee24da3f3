package dev.graft.learning.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.Toys;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.tensor.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterTest {
  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, Toys.demonstrations(4, 5));

  @TempDir Path folder;

  static Iterable<AdapterMethod> methods() {
    return Toys.METHODS;
  }

  /** Counts of the papers' policy: 4 layers, 768 wide, 500 timesteps. */
  @ParameterizedTest
  @CsvSource({"32, 399616", "40, 497984", "48, 596352"})
  void houlsbyHasAsManyParametersAsPublished(int bottleneck, long expected) {
    assertThat(count(new Houlsby(bottleneck, 0), HeadTraining.FROZEN)).isEqualTo(expected);
  }

  @Test
  void baselinesTrainWhatTheirNamesSay() {
    assertThat(count(new ActionHead(), HeadTraining.FROZEN)).isEqualTo(3_076);
    assertThat(count(new FullFineTune(), HeadTraining.FROZEN)).isEqualTo(28_776_196);
    assertThat(count(new FullFineTune(), HeadTraining.TRAINED)).isEqualTo(28_776_196);
    assertThat(count(new ZeroShot(), HeadTraining.FROZEN)).isZero();
  }

  @Test
  void theHeadIsTrainedBesideAMethodWhenAsked() {
    assertThat(count(new Houlsby(32, 0), HeadTraining.TRAINED)).isEqualTo(399_616 + 3_076);
  }

  @Test
  void startsAsACopyOfWhatItTrains() {
    Adapter adapter = Adapter.initialise(new ActionHead(), HeadTraining.FROZEN, BACKBONE, 1);

    assertThat(adapter.parameters().names())
        .containsExactly("action_head.weight", "action_head.bias");
    assertThat(adapter.values(BACKBONE).digest()).isEqualTo(BACKBONE.parameters().digest());
  }

  @Test
  void startsFromItsSeedAlone() {
    assertThat(houlsby(1).digest()).isEqualTo(houlsby(1).digest());
    assertThat(houlsby(1).digest()).isNotEqualTo(houlsby(2).digest());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodReadsBackWhatItSaved(AdapterMethod method) throws IOException {
    Adapter saved = Toys.far(method, BACKBONE);
    saved.save(folder);

    Adapter loaded = Adapter.load(folder, BACKBONE);

    assertThat(loaded.digest()).isEqualTo(saved.digest());
    assertThat(loaded.method()).isEqualTo(method);
    assertThat(loaded.parameters().digest()).isEqualTo(saved.parameters().digest());
  }

  /** Kept results name adapters by their digest: what came later must not change it. */
  @Test
  void keepsTheDigestOfAnAdapterWithoutLaterParameters() {
    assertThat(houlsby(1).digest())
        .isEqualTo("e1b0f8e5fef14bd471b243ab4b8ac7274b3abd5db4773f9b2506f0663688e528");
  }

  @Test
  void readsAConfigurationFromBeforeDropLowest() throws IOException {
    houlsby(1).save(folder);

    assertThat(Files.readString(folder.resolve("adapter_config.json")))
        .doesNotContain("dropLowest");
    assertThat(Adapter.load(folder, BACKBONE).method()).isEqualTo(new Houlsby(3, 0));
  }

  @Test
  void refusesAMethodThatItDoesNotKnow() throws IOException {
    houlsby(1).save(folder);
    Path config = folder.resolve("adapter_config.json");
    Files.writeString(config, Files.readString(config).replace("houlsby", "hously"));

    assertThatThrownBy(() -> Adapter.load(folder, BACKBONE))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("hously");
  }

  @Test
  void refusesToDropAllBlocks() {
    assertThatThrownBy(
            () -> Adapter.initialise(new Pfeiffer(3, 2), HeadTraining.FROZEN, BACKBONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropLowest is 2");
  }

  @Test
  void refusesDivisionsThatDoNotDivideTheWidths() {
    assertThatThrownBy(() -> new Compacter(6, 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hypercomplexDivisions is 4, which does not divide bottleneck 6");
    assertThatThrownBy(() -> new Compacter(6, 3, 0).layout(Toys.SMALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embeddingDim 16");
  }

  /** The sources' parameters are carried along, and are not the fusion's own. */
  @Test
  void aFusionCountsWhatItTrainsAlone() {
    Fusion one = new Fusion(List.of(new Fusion.Source("near", 4)));
    Adapter source = Toys.far(new Pfeiffer(4, 0), BACKBONE);

    assertThat(count(one, HeadTraining.FROZEN)).isEqualTo(4L * 3 * 768 * 768);
    assertThat(Toys.far(one, BACKBONE).bytes())
        .isEqualTo(
            Float.BYTES * (Toys.far(one, BACKBONE).parameterCount() + source.parameterCount()));
  }

  @Test
  void refusesToFuseWhatIsNoPfeifferAdapterInAllBlocks() {
    assertThatThrownBy(
            () -> Adapter.fuse(Map.of("near", houlsby(1)), HeadTraining.FROZEN, BACKBONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("near is Houlsby")
        .hasMessageContaining("needs pfeiffer in all blocks");
    assertThatThrownBy(
            () ->
                Adapter.fuse(
                    Map.of("far", Toys.far(new Pfeiffer(4, 1), BACKBONE)),
                    HeadTraining.FROZEN,
                    BACKBONE,
                    1))
        .hasMessageContaining("needs pfeiffer in all blocks");
  }

  @Test
  void refusesToFuseAnAdapterOfAnotherBackbone() {
    Backbone other = Backbone.initialise(Toys.SMALL, 99, BACKBONE.statistics(), Toys.GOAL);

    assertThatThrownBy(
            () ->
                Adapter.fuse(
                    Map.of("far", Toys.far(new Pfeiffer(4, 0), other)),
                    HeadTraining.FROZEN,
                    BACKBONE,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belongs to backbone " + other.digest());
  }

  @Test
  void refusesToMergeWhatHasLayersOfItsOwn() {
    assertThatThrownBy(() -> houlsby(1).merge(BACKBONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keep the adapter");
  }

  @Test
  void readsBackWhatItSaved() throws IOException {
    Adapter saved = houlsby(1);
    saved.save(folder);

    Adapter loaded = Adapter.load(folder, BACKBONE);

    assertThat(loaded.digest()).isEqualTo(saved.digest());
    assertThat(loaded.method()).isEqualTo(new Houlsby(3, 0));
    assertThat(loaded.parameters().names()).isEqualTo(saved.parameters().names());
    assertThat(Files.readString(folder.resolve("adapter_config.json")))
        .contains("\"houlsby\"", "\"bottleneck\" : 3");
  }

  @Test
  void holdsNothingOfTheFrozenBackbone() {
    assertThat(houlsby(1).parameters().names()).allMatch(name -> name.contains("_adapter."));
  }

  @Test
  void refusesAnotherBackbone() throws IOException {
    houlsby(1).save(folder);
    Backbone other = Backbone.initialise(Toys.SMALL, 99, BACKBONE.statistics(), Toys.GOAL);

    assertThatThrownBy(() -> Adapter.load(folder, other)).hasMessageContaining("backbone");
    assertThatThrownBy(() -> houlsby(1).plan(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.digest());
  }

  @Test
  void refusesParametersThatDoNotFitTheMethod() {
    assertThatThrownBy(
            () ->
                new Adapter(
                        new Houlsby(4, 0),
                        HeadTraining.FROZEN,
                        BACKBONE.digest(),
                        houlsby(1).parameters())
                    .plan(BACKBONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("down_proj.weight");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesAnEmptyBottleneck(int bottleneck) {
    assertThatThrownBy(() -> new Houlsby(bottleneck, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bottleneck is " + bottleneck);
  }

  private static Adapter houlsby(long seed) {
    return Adapter.initialise(new Houlsby(3, 0), HeadTraining.FROZEN, BACKBONE, seed);
  }

  private static long count(AdapterMethod method, HeadTraining head) {
    return AdapterLayout.of(method, head, Toys.PAPER).parameterCount(Toys.PAPER);
  }
}
