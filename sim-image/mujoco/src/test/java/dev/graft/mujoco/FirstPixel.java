package dev.graft.mujoco;

import java.nio.file.Path;
import java.util.Arrays;

/** A process that takes one picture, in whatever environment a test gives it. */
final class FirstPixel {
  private FirstPixel() {}

  /** Simulates, then prints the OpenGL implementation and a digest of a picture, or why not. */
  public static void main(String[] arguments) {
    PictureSize size = new PictureSize(32, 32);
    byte[] rgb = new byte[size.rgbBytes()];
    try (Model model = Model.load(Path.of(arguments[0]));
        Simulation simulation = new Simulation(model)) {
      simulation.advance(10);
      System.out.println("simulated " + simulation.timeSeconds() + " s");
      try (OffscreenRenderer renderer = new OffscreenRenderer(model, Quality.FULL)) {
        View front = View.of(model.id(ObjectType.CAMERA, "front"));
        renderer.rgb(simulation, front, size, rgb);
        System.out.println(renderer.implementation());
        System.out.println(Arrays.hashCode(rgb));
      } catch (MujocoException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
