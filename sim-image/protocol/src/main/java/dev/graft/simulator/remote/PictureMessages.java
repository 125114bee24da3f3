package dev.graft.simulator.remote;

import com.google.protobuf.ByteString;
import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.v1.Quality;
import dev.graft.simulator.v1.RolloutResponse;
import java.nio.ByteOrder;
import java.util.List;

/** The protocol's cameras and pictures from and to the client's records. */
final class PictureMessages {
  private PictureMessages() {}

  static dev.graft.simulator.v1.Camera camera(Camera camera) {
    return dev.graft.simulator.v1.Camera.newBuilder()
        .setName(camera.name())
        .setWidth(camera.width())
        .setHeight(camera.height())
        .setQuality(
            switch (camera.quality()) {
              case FAST -> Quality.QUALITY_FAST;
              case FULL -> Quality.QUALITY_FULL;
            })
        .setDepth(camera.channels() == Camera.Channels.RGB_AND_DEPTH)
        .build();
  }

  static List<Picture> pictures(RolloutResponse message) {
    return message.getPicturesList().stream().map(PictureMessages::picture).toList();
  }

  private static Picture picture(dev.graft.simulator.v1.Picture message) {
    return new Picture(message.getRgb().toByteArray(), floats(message.getDepth()));
  }

  private static float[] floats(ByteString bytes) {
    float[] floats = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
