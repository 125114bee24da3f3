package dev.graft.suites.metaworld;

import static dev.graft.suites.metaworld.Vec3.vec;

/** Turn a faucet off, to the left. */
final class FaucetClose extends Task {
  static final Definition DEFINITION =
      Definition.of("faucet-close-v3", "sawyer_faucet", FaucetClose::new)
          .handDownTo(-.15)
          .handHome(vec(0, .4, .2))
          .random(vec(-.1, .8, 0), vec(.1, .85, 0));

  private final Faucet faucet = new Faucet(sawyer, "handleStartClose", "goal_close");

  FaucetClose(Sawyer sawyer) {
    super(sawyer);
  }

  @Override
  void place(double[] randomVector) {
    Vec3 position = Vec3.at(randomVector, 0);
    target = position.plus(-Faucet.HANDLE_LENGTH, 0, .125);
    faucet.place(position, target);
    sawyer.forward();
  }

  @Override
  void observe(double[] observation) {
    faucet.observe(observation);
  }

  @Override
  Outcome evaluate(Observation o, float effort) {
    return faucet.evaluate(o.object(), target);
  }

  @Override
  Command script(Observation o) {
    return Faucet.turn(o.hand(), o.object().plus(.04, 0, .03), vec(-.1, .05, 0));
  }
}
