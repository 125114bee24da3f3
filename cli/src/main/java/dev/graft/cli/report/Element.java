package dev.graft.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG, written so that both an HTML and an XML parser read it: no text can
 * break out of its place.
 */
final class Element {
  /** Without content, and without an end tag in HTML; SVG's may be closed in any way. */
  private static final Set<String> EMPTY =
      Set.of("meta", "img", "br", "rect", "line", "circle", "polyline");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> content = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  static Element of(String name, Element... children) {
    Element element = new Element(name);
    element.content.addAll(List.of(children));
    return element;
  }

  static Element of(String name, String text) {
    return new Element(name).text(text);
  }

  Element with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** A length or place in a drawing, to a hundredth. */
  Element with(String attribute, double value) {
    return with(attribute, String.format(Locale.ROOT, "%.2f", value));
  }

  Element add(Element child) {
    content.add(child);
    return this;
  }

  Element addAll(List<Element> children) {
    content.addAll(children);
    return this;
  }

  Element text(String text) {
    content.add(text);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  private void writeTo(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) ->
            out.append(' ').append(attribute).append("=\"").append(escaped(value)).append('"'));
    if (EMPTY.contains(name)) {
      out.append(" />");
      return;
    }
    out.append('>');
    for (Object child : content) {
      if (child instanceof Element element) {
        element.writeTo(out);
      } else {
        out.append(escaped(child.toString()));
      }
    }
    out.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
