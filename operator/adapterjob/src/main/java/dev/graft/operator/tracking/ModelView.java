package dev.graft.operator.tracking;

import dev.graft.plan.ResolvedModel;

/** What is known of a version of a registered model. */
public sealed interface ModelView {
  /** Neither the AdapterJob nor the operator's configuration names a server. */
  record NotConfigured() implements ModelView {}

  /**
   * The operator's configuration does not let it contact that server.
   *
   * @param server its address
   */
  record NotContacted(String server) implements ModelView {}

  /** The server was asked, or is to be. */
  record Asked() implements ModelView {}

  /**
   * It does not answer, or not as it should.
   *
   * @param why in a few words
   */
  record Away(String why) implements ModelView {}

  /**
   * It has answered.
   *
   * @param model what it has, or that it has none
   */
  record Known(ResolvedModel model) implements ModelView {}
}
