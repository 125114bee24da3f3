package dev.graft.operator.app;

import org.junit.jupiter.api.BeforeEach;

/** Tests that have a scenario each, in which an operator is at work. */
abstract class WithOperator extends WithScenario {
  @BeforeEach
  void startOperator() throws StartupException {
    scenario.startOperator();
  }
}
