package dev.graft.learning.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be computed: a network, what is grafted onto it, and what of it is trained.
 *
 * @param architecture the network
 * @param parameters names of all parameters, in the order in which scripts receive them
 * @param trained names of those that are trained
 * @param grafts pieces on the sites of blocks
 */
public record PolicyPlan(
    Architecture architecture, List<String> parameters, Set<String> trained, List<Graft> grafts) {
  private static final Pattern LAYER = Pattern.compile("(?:blocks|layers)\\.(\\d+)\\.");

  /** Copies the collections, and refuses to train what is not there. */
  public PolicyPlan {
    parameters = List.copyOf(parameters);
    trained = Set.copyOf(trained);
    grafts = List.copyOf(grafts);
    if (!Set.copyOf(parameters).containsAll(trained)) {
      throw new IllegalArgumentException("trained " + trained + " are not all among " + parameters);
    }
  }

  /** The same policy with nothing to train. */
  public PolicyPlan frozen() {
    return new PolicyPlan(architecture, parameters, Set.of(), grafts);
  }

  /** Names of the trained parameters, in the order of {@link #parameters}. */
  public List<String> trainedInOrder() {
    return parameters.stream().filter(trained::contains).toList();
  }

  /** Whether gradients reach the embedding. */
  boolean trainsEmbedding() {
    return trained.stream().anyMatch(name -> name.contains("embedding"));
  }

  /**
   * Whether gradients reach a block or hidden layer: it, a lower one or the embedding has something
   * to train.
   */
  boolean trainsUpTo(int depth) {
    return trainsEmbedding() || trained.stream().anyMatch(name -> liesUpTo(name, depth));
  }

  /** Whether a parameter, the backbone's or an adapter's, lies in one of the lowest layers. */
  private static boolean liesUpTo(String name, int depth) {
    Matcher layer = LAYER.matcher(name);
    return layer.lookingAt() && Integer.parseInt(layer.group(1)) <= depth;
  }

  /** The grafts on a site, in their order. */
  List<Graft> graftsOn(int block, BlockSite site) {
    return grafts.stream().filter(graft -> graft.block() == block && graft.site() == site).toList();
  }
}
