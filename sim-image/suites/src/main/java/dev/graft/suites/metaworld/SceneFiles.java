package dev.graft.suites.metaworld;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A scene's files, read from the jar: its XML and, in turn, whatever an attribute {@code file}
 * names in it, which are other XML files, meshes and textures.
 */
final class SceneFiles {
  /** The paths that the files name each other by all start here. */
  private static final String FOLDER = "/dev/graft/suites/metaworld/assets/sawyer_xyz/";

  private SceneFiles() {}

  /** The name of a scene's XML among its files. */
  static String xml(String scene) {
    return scene + ".xml";
  }

  /** All files of a scene by the names that they have in its XML. */
  static Map<String, byte[]> of(String scene) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Deque<String> wanted = new ArrayDeque<>(List.of(xml(scene)));
    while (!wanted.isEmpty()) {
      String name = wanted.remove();
      if (!files.containsKey(name)) {
        byte[] content = read(name);
        files.put(name, content);
        if (name.endsWith(".xml")) {
          wanted.addAll(named(name, content));
        }
      }
    }
    return files;
  }

  private static byte[] read(String name) {
    String path = Path.of(FOLDER, name).normalize().toString();
    try (InputStream source = SceneFiles.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(source, () -> path + " is not in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static List<String> named(String name, byte[] content) {
    List<String> found = new ArrayList<>();
    try {
      XMLStreamReader xml =
          XMLInputFactory.newDefaultFactory()
              .createXMLStreamReader(new ByteArrayInputStream(content));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          String file = xml.getAttributeValue(null, "file");
          if (file != null) {
            found.add(file);
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException(name + " is not XML", e);
    }
    return found;
  }
}
