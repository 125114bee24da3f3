package dev.graft.cli.manifest;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the digest of an image. */
final class ImageDigest implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    if (!text.matches("sha256:[0-9a-f]{64}")) {
      throw new TypeConversionException(
          "'%s' is no digest: give it as skopeo inspect prints it, sha256: and 64 digits of 0-9a-f"
              .formatted(text));
    }
    return text;
  }
}
