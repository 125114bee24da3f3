package dev.graft.mujoco;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A process that takes much more memory than its Java heap, and then compiles a model. */
final class FirstModel {
  private static final int MUCH = 96 << 20;

  private FirstModel() {}

  /** Prints the names of the model's geoms. */
  public static void main(String[] arguments) {
    ByteBuffer others = ByteBuffer.allocateDirect(MUCH);
    String xml = "<mujoco><worldbody><geom name='ball' size='1'/></worldbody></mujoco>";
    byte[] content = xml.getBytes(StandardCharsets.UTF_8);
    try (Model model = Model.load("ball.xml", Map.of("ball.xml", content))) {
      System.out.println(model.names(ObjectType.GEOM) + " beside " + others.capacity());
    }
  }
}
